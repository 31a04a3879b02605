//! What a person changes in an automatic part: its words, and how its table is shown. Never its numbers.

use crate::facts::{day, facts, full};
use crate::state;
use report::compose::{Blocker, Report, State, compose};
use report::document::Text;
use report::draft::{Draft, Edited, paragraphs};
use report::facts::Facts;
use report::lint::lint;
use report::look::{Dated, Label, Look, Shown, Unfit};
use report::part_text::generated;
use report::skeleton::Kind;
use report::tables;
use report::typed::WrongSum;
use report::write::edgar;

fn edited(draft: &Draft, part: &str, facts: &Facts, words: &[&str], notes: &[(&str, &str)]) -> Edited {
    Edited {
        text: paragraphs(words),
        notes: notes.iter().map(|(id, text)| ((*id).to_owned(), Text::new(text))).collect(),
        by: Text::new("Ada"),
        on: day("2026-05-20"),
        generated: generated(draft, part, facts).unwrap().lines(),
    }
}

fn look(title: &str, columns: &[(&str, &str)], dated: Dated) -> Look {
    let shown = |(key, title): &(&str, &str)| Shown { key: (*key).into(), title: Text::new(title) };
    let columns = columns.iter().map(shown).collect();
    Look {
        title: Text::new(title),
        columns,
        labels: Vec::new(),
        dated,
        by: Text::new("Ada"),
        on: day("2026-05-20"),
    }
}

fn words(report: &Report, facts: &Facts) -> Vec<String> {
    report.filing(facts).unwrap().words()
}

#[test]
fn an_edited_part_keeps_what_it_would_say_and_loses_its_figures() {
    let mut facts = facts();
    let mut draft = full(Kind::Sec, &facts);
    let edit = edited(&draft, "response", &facts, &["Nearly all answered: 206, {F:R1}."], &[]);
    let said = edit.generated.clone();
    assert!(draft.edit("response", edit.clone()));
    assert!(!draft.edit("company", edit), "it is not automatic");
    let report = compose(&draft, &facts).unwrap();
    let state_of = |would_say, unchanged| State::Edited { by: "Ada".into(), would_say, unchanged };
    assert_eq!(*state(&report, "response"), state_of(said.clone(), true));
    let part = report.parts.iter().find(|part| part.id == "response").unwrap();
    assert!(part.figures.is_empty());
    assert!(words(&report, &facts).contains(&"Nearly all answered: 206, {F:R1}.".to_owned()));
    // The figure moves: the part no longer says what it replaced.
    facts.figures.iter_mut().find(|it| it.id == "R1").unwrap().printed = "207 of 210 (98 %)".into();
    let report = compose(&draft, &facts).unwrap();
    let State::Edited { would_say, unchanged: false, .. } = state(&report, "response") else { panic!() };
    assert!(would_say[0].contains("207 of 210") && said[0].contains("206 of 210"));
    draft.restore("response");
    assert_eq!(*state(&compose(&draft, &facts).unwrap(), "response"), State::Generated);
}

#[test]
fn a_table_stays_one_whatever_is_written_around_it() {
    let mut facts = facts();
    let mut draft = full(Kind::Sec, &facts);
    let notes = [("over", ""), ("under", "Some suppliers are silent.")];
    let text = ["See {T:status} with {N:as_of}, {N:conformant} and {N:under}."];
    let edit = edited(&draft, "status", &facts, &text, &notes);
    assert!(draft.edit("status", edit));
    let lines = words(&compose(&draft, &facts).unwrap(), &facts);
    let has = |text: &str| lines.iter().any(|line| line == text);
    assert!(has("See Table 2 with Note 1, Note 2 and Note 3."), "{lines:#?}");
    assert!(has("Note 3. Some suppliers are silent.") && has("Tungsten | All | 3"), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains("for their whole company may have named")));
    // Its numbers follow what is counted.
    facts.statuses[0].facilities = 2;
    facts.facilities.retain(|it| it.number != "CID000003");
    let lines = words(&compose(&draft, &facts).unwrap(), &facts);
    assert!(lines.iter().any(|line| line == "Tin | All | 2"), "{lines:#?}");
    // A note that is gone and still referred to stops the report.
    let edit = edited(&draft, "status", &facts, &["See {N:over}."], &notes);
    draft.edit("status", edit);
    let stops = compose(&draft, &facts).unwrap().filing(&facts).unwrap_err();
    assert!(matches!(stops[..], [Blocker::Unresolved(_)]), "{stops:?}");
}

#[test]
fn columns_order_and_list_date_of_an_annex_are_the_operators_everywhere() {
    let facts = facts();
    let mut draft = full(Kind::Sec, &facts);
    let usual = tables::annex(&draft, "annex-a", &facts).unwrap();
    assert_eq!(usual[0], ["Metal", "Name", "Country", "Number", "Status"]);
    assert_eq!(usual.len(), 1 + facts.facilities.len());
    let columns = [("number", "RMI number"), ("name", ""), ("as_of", "")];
    assert!(draft.show("annex-a", Some(look("Smelters", &columns, Dated::Lists))));
    let rows = tables::annex(&draft, "annex-a", &facts).unwrap();
    assert_eq!(rows[0], ["RMI number", "Name", "Status as of"]);
    assert_eq!(rows[1], ["CID000001", "Smelter CID000001", "April 1, 2026"]);
    let lines = words(&compose(&draft, &facts).unwrap(), &facts);
    for row in &rows {
        assert!(lines.contains(&row.join(" | ")), "{row:?}: {lines:#?}");
    }
    assert!(lines.iter().any(|line| line.ends_with(". Smelters")));
    let dated = |dated| {
        let mut draft = draft.clone();
        draft.show("annex-a", Some(look("", &columns, dated)));
        (tables::annex(&draft, "annex-a", &facts).unwrap(), words(&compose(&draft, &facts).unwrap(), &facts))
    };
    let (rows, lines) = dated(Dated::Asked);
    assert_eq!(rows[1][2], "April 15, 2026");
    assert!(lines.contains(&"Statuses are those that the lists give for April 15, 2026.".to_owned()));
    let (rows, lines) = dated(Dated::Nothing);
    assert_eq!(rows[0].len(), 2, "there is no day to show");
    assert!(!lines.iter().any(|line| line.starts_with("Statuses are those that the lists")));
}

#[test]
fn what_adds_up_keeps_its_columns_and_an_annex_what_a_page_holds() {
    let (facts, draft) = (facts(), full(Kind::Sec, &facts()));
    let unfit = |part: &str, keys: &[&str]| {
        let shown: Vec<Shown> =
            keys.iter().map(|key| Shown { key: (*key).into(), title: Text::new("") }).collect();
        tables::of_part(&draft, part, &facts).unwrap().0.unfit(&shown)
    };
    assert_eq!(unfit("annex-a", &["name", "metal"]), None);
    assert_eq!(unfit("annex-a", &[]), Some(Unfit::Count));
    let six = ["metal", "name", "country", "number", "status", "as_of"];
    assert_eq!(unfit("annex-a", &six), Some(Unfit::Count));
    assert_eq!(unfit("annex-a", &["name", "name"]), Some(Unfit::Twice));
    assert_eq!(unfit("annex-a", &["supplier"]), Some(Unfit::Other));
    assert_eq!(unfit("status", &["metal", "status", "facilities"]), None);
    assert_eq!(unfit("status", &["metal", "facilities"]), Some(Unfit::Other));
    assert_eq!(unfit("status", &["status", "metal", "facilities"]), Some(Unfit::Other));
    assert!(tables::of_part(&draft, "response", &facts).is_none());
    let annexes: Vec<&str> = tables::annexes(&draft, &facts).collect();
    assert_eq!(annexes, ["annex-a", "annex-b", "annex-c", "annex-off"]);
    assert!(tables::annex(&draft, "status", &facts).is_none());
    let eu = full(Kind::Eu, &facts);
    assert!(tables::annexes(&eu, &facts).any(|id| id == "audits"));
}

#[test]
fn headings_of_tables_and_the_title_name_no_supplier() {
    let facts = facts();
    let mut draft = full(Kind::Sec, &facts);
    draft.entitle(" Minerals at Bolt ");
    draft.show("annex-a", Some(look("Those of Acme Metals Ltd", &[("name", "Bolt")], Dated::Lists)));
    let report = compose(&draft, &facts).unwrap();
    let named = |part: &str, name: &str| Blocker::Named(part.into(), name.into());
    assert_eq!(
        report.filing(&facts).unwrap_err(),
        [named("annex-a", "Bolt"), named("annex-a", "Acme Metals Ltd"), named("title", "Bolt")]
    );
    draft.entitle("");
    assert_eq!(draft.title(), "Conflict Minerals Report for 2025");
}

#[test]
fn what_was_written_is_carried_to_other_figures_and_signed_again() {
    let facts = facts();
    let mut draft = full(Kind::Sec, &facts);
    let edit = edited(&draft, "response", &facts, &["206 answered."], &[]);
    draft.edit("response", edit);
    draft.show("annex-a", Some(look("", &[("name", "")], Dated::Asked)));
    draft.place("limits", 1);
    let same = draft.carried(2025);
    let part = |draft: &Draft, id: &str| draft.parts().find(|(it, _)| it.id == id).unwrap().0.clone();
    assert!(same.signed().is_empty() && !same.plans().is_empty());
    assert!(part(&same, "response").edited.is_some());
    let next = draft.carried(2026);
    assert_eq!(next.year, 2026);
    assert!(next.plans().is_empty() && part(&next, "response").edited.is_none());
    assert_eq!(part(&next, "company").text, part(&draft, "company").text);
    assert!(part(&next, "annex-a").look.is_some());
    assert_eq!(next.parts().nth(1).unwrap().0.id, "limits");
}

#[test]
fn rows_of_a_counted_table_are_called_as_somebody_wants_and_keep_their_numbers() {
    let facts = facts();
    let mut draft = full(Kind::Sec, &facts);
    let whole = tables::of_part(&draft, "status", &facts).unwrap().0;
    let labels = whole.labels();
    assert_eq!(
        labels,
        ["Tin", "Conformant", "All", "Tungsten", "Removed: inoperative", "Gold", "All metals"]
    );
    let own = |names: &[(usize, &str)]| {
        let mut own = vec![String::new(); labels.len()];
        names.iter().for_each(|(at, name)| own[*at] = (*name).to_owned());
        whole.relabelled(&own)
    };
    assert_eq!(own(&[(1, "All")]).unwrap_err(), Unfit::Alike);
    assert_eq!(own(&[(1, " Conformant ")]).unwrap(), [], "as usual");
    let labels = own(&[(1, "Passed an assessment"), (6, "All of them")]).unwrap();
    draft.show("status", Some(Look { labels, ..look("", &[], Dated::Lists) }));
    let lines = words(&compose(&draft, &facts).unwrap(), &facts);
    for row in ["Tin | Passed an assessment | 3", "Tungsten | All | 3", "All of them | All | 6"] {
        assert!(lines.iter().any(|line| line == row), "{row}: {lines:#?}");
    }
    // Words that nobody counts are words like others: no supplier is named in them.
    let labels = vec![Label { usual: "Tin".into(), own: Text::new("Tin of Bolt") }];
    draft.show("status", Some(Look { labels, ..look("", &[], Dated::Lists) }));
    let stops = compose(&draft, &facts).unwrap().filing(&facts).unwrap_err();
    assert_eq!(stops, [Blocker::Named("status".into(), "Bolt".into())]);
    // What an annex lists is data.
    let annex = tables::of_part(&draft, "annex-a", &facts).unwrap().0;
    assert_eq!(annex.labels(), Vec::<String>::new());
}

#[test]
fn entries_that_the_list_took_off_are_an_annex_of_their_own() {
    let mut facts = facts();
    let draft = full(Kind::Sec, &facts);
    let rows = tables::annex(&draft, "annex-off", &facts).unwrap();
    assert_eq!(rows[0], ["Metal", "Name", "Country", "Number", "Why it was taken off"]);
    assert_eq!(rows[1], ["Gold", "Old Works", "JAPAN", "CID000009", "Removed: inoperative"]);
    let lines = words(&compose(&draft, &facts).unwrap(), &facts);
    assert!(lines.iter().any(|line| line == "Annex D: entries that the list took off"), "{lines:#?}");
    // As many as the figure says, and nothing that only members may see.
    facts.taken_off[0].members_only = true;
    facts.figures.iter_mut().find(|it| it.id == "S11").unwrap().n = Some(2);
    let stops = compose(&draft, &facts).unwrap().filing(&facts).unwrap_err();
    assert_eq!(stops, [Blocker::MembersOnly(1), Blocker::Disagree("S11".into(), 2, 1)]);
    facts.figures.retain(|it| it.id != "S11");
    facts.taken_off.clear();
    let lines = words(&compose(&draft, &facts).unwrap(), &facts);
    assert!(!lines.iter().any(|line| line.contains("that the list took off")));
}

/// The Ford case, typed: what nobody counted is added up all the same.
#[test]
fn a_typed_table_that_does_not_add_up_is_shown_with_the_pair_and_holds_the_report() {
    let facts = facts();
    let typed = |middle: &str| {
        let mut draft = full(Kind::Sec, &facts);
        let rows = ["34", middle, "18"].map(|n| format!("Row {n} | {n} | 1"));
        let lines = ["As of April:", "Table: Smelters by metal", "Status | Tungsten | Tin"];
        let rows = rows.iter().map(String::as_str);
        let all: Vec<&str> = lines.into_iter().chain(rows).chain(["Total | 53 | 3", "Behind it."]).collect();
        assert!(draft.write("measures", &all));
        draft
    };
    let report = compose(&typed("1"), &facts).unwrap();
    let lines = words(&report, &facts);
    for line in ["As of April:", "Status | Tungsten | Tin", "Total | 53 | 3", "Behind it."] {
        assert!(lines.iter().any(|it| it == line), "{line}: {lines:#?}");
    }
    assert!(lines.iter().any(|it| it.ends_with(". Smelters by metal")));
    let page = edgar::exhibit(&report.filing(&facts).unwrap()).unwrap();
    assert_eq!(lint(page.as_bytes()), []);
    let stops = compose(&typed("3"), &facts).unwrap().filing(&facts).unwrap_err();
    let wrong = WrongSum {
        table: "Smelters by metal".into(),
        of: "Tungsten".into(),
        parts: "34 + 3 + 18 = 55".into(),
        total: "53".into(),
    };
    assert_eq!(stops, [Blocker::Sum("measures".into(), wrong.clone())]);
    // In the place of automatic words, too.
    let mut draft = full(Kind::Sec, &facts);
    let text = ["Table: Smelters by metal", "Status | Tungsten", "A | 34", "B | 3", "C | 18", "Total | 53"];
    let edit = edited(&draft, "limits", &facts, &text, &[]);
    draft.edit("limits", edit);
    let stops = compose(&draft, &facts).unwrap().filing(&facts).unwrap_err();
    assert_eq!(stops, [Blocker::Sum("limits".into(), wrong)]);
    // One that no page holds stays as it was typed, and is added up.
    let wide = ["a | b | c | d | e | f", "Total | 1 | 1 | 1 | 1 | 1", "x | 1 | 1 | 2 | 1 | 1"];
    let mut draft = full(Kind::Sec, &facts);
    draft.write("measures", &wide);
    let report = compose(&draft, &facts).unwrap();
    assert!(report.preview(&facts).unwrap().words().iter().any(|it| it == wide[0]));
    assert!(matches!(&report.filing(&facts).unwrap_err()[..], [Blocker::Sum(_, it)] if it.of == "d"));
}
