//! From a draft and its facts to a report.

mod cases;
mod edited;
mod facts;
mod never;
mod readiness;

use facts::{day, facts, full};
use report::compose::{Blocker, Report, State, compose};
use report::draft::{Draft, Step};
use report::form_sd;
use report::lint::lint;
use report::skeleton::{Kind, What};
use report::write::{Paper, docx, edgar, web};

fn state<'a>(report: &'a Report, id: &str) -> &'a State {
    &report.parts.iter().find(|part| part.id == id).unwrap().state
}

#[test]
fn a_finished_draft_is_filed_in_every_form() {
    for kind in [Kind::Sec, Kind::Eu] {
        let facts = facts();
        let draft = full(kind, &facts);
        let printed = compose(&draft, &facts).unwrap().filing(&facts).unwrap();
        let page = edgar::exhibit(&printed).unwrap();
        assert_eq!(lint(page.as_bytes()), []);
        let words = printed.words().join("\n");
        assert!(
            words.contains("Most of the suppliers that we asked answered: 206 of 210 (98 %)."),
            "{words}"
        );
        assert!(web::page(&printed, Paper::A4).contains("<caption>Table "));
        assert!(docx::document(&printed, Paper::Letter).unwrap().len() > 5000);
        assert!(!words.contains('{') && !words.contains("  "), "{words}");
        assert_ne!(form_sd::NAME, edgar::NAME);
    }
}

#[test]
fn tables_of_the_report_add_up_and_are_told_where_they_do_not() {
    let mut facts = facts();
    let draft = full(Kind::Sec, &facts);
    let words = compose(&draft, &facts).unwrap().filing(&facts).unwrap().words();
    for row in
        ["Tungsten | Conformant | 2", "Tungsten | All | 3", "All metals | All | 6", "Suppliers asked | 210"]
    {
        assert!(words.iter().any(|it| it == row), "{row}: {words:#?}");
    }
    // As one of the largest filers printed it: parts and total of tungsten differ.
    facts.statuses.iter_mut().filter(|it| it.metal == "Tungsten").for_each(|it| it.facilities += 1);
    let stops = compose(&draft, &facts).unwrap().filing(&facts).unwrap_err();
    assert_eq!(stops, [Blocker::Disagree("Tungsten".into(), 5, 3)]);
}

#[test]
fn an_empty_draft_names_everything_that_is_open() {
    for kind in [Kind::Sec, Kind::Eu] {
        let facts = facts();
        let report = compose(&Draft::new(kind, 2025), &facts).unwrap();
        let stops = report.filing(&facts).unwrap_err();
        for plan in kind.plan() {
            let open = matches!(
                plan.what,
                What::Operator(_, Some(_)) | What::Signed(_) | What::Plans | What::Audits
            );
            assert_eq!(stops.contains(&Blocker::Open(plan.id.into())), open, "{}", plan.id);
        }
        let preview = report.preview(&facts).unwrap();
        assert!(edgar::exhibit(&preview).is_err(), "a preview is not filed");
        assert!(preview.words().iter().any(|it| it == "[Open: company]"));
    }
}

#[test]
fn order_headings_and_inclusion_are_the_operators() {
    let facts = facts();
    let mut draft = full(Kind::Sec, &facts);
    draft.include("annex-c", false);
    draft.include("products", false);
    draft.write("h-company", &["Who we are"]);
    draft.place("limits", 1);
    let report = compose(&draft, &facts).unwrap();
    assert_eq!(*state(&report, "annex-c"), State::TakenOut);
    assert_eq!(report.parts[1].id, "limits");
    let words = report.filing(&facts).unwrap().words();
    assert!(words.iter().any(|it| it == "Who we are"));
    // Nothing stands beneath it any more.
    assert!(!words.iter().any(|it| it.starts_with("Annex") && it.ends_with("products")), "{words:#?}");
    // Of the annexes that stand no letter is passed over; the draft tells where a heading went.
    let lettered: Vec<_> = words.iter().filter(|it| it.starts_with("Annex ")).map(|it| &it[..8]).collect();
    assert_eq!(lettered, ["Annex A:", "Annex B:", "Annex C:"]);
    assert_eq!(*state(&report, "h-annex-c"), State::Bare("Annex C: products".into()));
    // A sentence that refers to what was taken out does not print.
    draft.include("products", true);
    assert!(matches!(
        compose(&draft, &facts).unwrap().filing(&facts).unwrap_err()[..],
        [Blocker::Unresolved(_)]
    ));
}

#[test]
fn a_figure_that_was_not_recorded_stops_the_report() {
    let mut facts = facts();
    let draft = full(Kind::Sec, &facts);
    facts.figures.retain(|it| it.id != "R2");
    let stops = compose(&draft, &facts).unwrap().filing(&facts).unwrap_err();
    assert!(matches!(&stops[..], [Blocker::Unresolved(_)]), "{stops:?}");
    // One that has a condition takes its part along.
    let mut facts = facts::facts();
    facts.figures.iter_mut().find(|it| it.id == "S9.new").unwrap().printed = "not recorded".into();
    let report = compose(&draft, &facts).unwrap();
    assert_eq!(*state(&report, "changes"), State::NotHere);
    assert!(report.filing(&facts).is_ok());
}

#[test]
fn a_draft_is_kept_whole_and_its_hash_tells_any_change() {
    let facts = facts();
    let draft = full(Kind::Eu, &facts);
    let kept = serde_json::to_string(&draft).unwrap();
    let read: Draft = serde_json::from_str(&kept).unwrap();
    assert_eq!((read.hash(), &read), (draft.hash(), &draft));
    assert_eq!(draft.hash().len(), 64);
    let mut other = draft.clone();
    other.include("cover", false);
    assert_ne!(other.hash(), draft.hash());
    let kept = serde_json::to_string(&facts).unwrap();
    assert_eq!(serde_json::from_str::<report::facts::Facts>(&kept).unwrap(), facts);
}

#[test]
fn nothing_is_planned_by_nobody() {
    assert!(Step::new("Train suppliers", " ", day("2026-12-31")).is_none());
    assert!(Step::new("", "Ada", day("2026-12-31")).is_none());
    let kept = r#"{"what":"Train suppliers","owner":"","due":"2026-12-31"}"#;
    assert!(serde_json::from_str::<Step>(kept).is_err());
    assert!(serde_json::from_str::<Step>(&kept.replace("\"\"", "\"Ada\"")).is_ok());
}

#[test]
fn every_part_says_what_belongs_there_and_why_it_is_there() {
    for (language, _) in domain::text::LANGUAGES {
        let texts = domain::text::embedded::texts(language);
        for plan in Kind::Sec.plan().iter().chain(Kind::Eu.plan()) {
            let hint = plan.hint(texts);
            assert!(
                hint.is_none() || texts.has(&format!("report.part.{}", plan.id)),
                "{language}: {}",
                plan.id
            );
            let needs = !matches!(plan.what, What::Heading(..) | What::Auto(_));
            assert_eq!(hint.is_some(), needs, "{}", plan.id);
            let said = hint.into_iter().chain([plan.when.reason(texts)]);
            said.for_each(|it| assert!(!it.starts_with("report.") && !it.contains('{'), "{language}: {it}"));
        }
    }
}

/// A skeleton's ids are kept in drafts, so that no two may be the same.
#[test]
fn every_part_has_an_id_of_its_own() {
    for kind in [Kind::Sec, Kind::Eu] {
        let mut ids: Vec<_> = kind.plan().iter().map(|plan| plan.id).collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
