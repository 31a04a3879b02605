//! The sheet of twenty-five lines.

use crate::facts::{facts, full};
use report::compose::compose;
use report::draft::Draft;
use report::readiness::readiness;
use report::skeleton::{Kind, plan_of};

fn earned(draft: &Draft, facts: &report::facts::Facts) -> Vec<&'static str> {
    let report = compose(draft, facts).unwrap();
    readiness(&report, draft, facts).into_iter().filter(|point| point.earned).map(|point| point.id).collect()
}

#[test]
fn a_finished_report_earns_every_line_and_an_empty_one_what_the_portal_knows() {
    let facts = facts();
    assert_eq!(earned(&full(Kind::Sec, &facts), &facts).len(), 25);
    let empty = Draft::new(Kind::Sec, 2025);
    let report = compose(&empty, &facts).unwrap();
    for point in readiness(&report, &empty, &facts) {
        let asks = [
            "scope",
            "conclusion",
            "policy",
            "team",
            "training",
            "contracts",
            "grievance",
            "records",
            "flags",
            "plans",
        ];
        assert_eq!(point.earned, !asks.contains(&point.id), "{}", point.id);
    }
}

/// The report for the EU has no parts for some of them, and no line points nowhere.
#[test]
fn the_other_report_has_the_lines_of_its_own_parts() {
    let facts = facts();
    let draft = full(Kind::Eu, &facts);
    let sheet = readiness(&compose(&draft, &facts).unwrap(), &draft, &facts);
    assert!(sheet.len() > 12 && sheet.iter().all(|point| plan_of(Kind::Eu, point.place).is_some()));
    assert!(sheet.iter().all(|point| point.earned), "{sheet:?}");
}

/// What is recycled is described where there is any.
#[test]
fn recycled_material_is_described_where_there_is_any() {
    let mut facts = facts();
    let mut draft = full(Kind::Eu, &facts);
    draft.write("recycled-steps", &[]);
    let open = |facts: &report::facts::Facts| compose(&draft, facts).unwrap().filing(facts).is_err();
    assert!(open(&facts));
    facts.figures.iter_mut().find(|it| it.id == "S7").unwrap().n = Some(0);
    assert!(!open(&facts));
}

/// Each line goes when what earns it goes.
#[test]
fn each_line_is_lost_for_its_reason() {
    let facts = facts();
    let whole = full(Kind::Sec, &facts);
    let sheet = readiness(&compose(&whole, &facts).unwrap(), &whole, &facts);
    for point in sheet {
        let mut draft = whole.clone();
        draft.include(point.place, false);
        let left = earned(&draft, &facts);
        let shared = ["status", "lists", "removed"];
        // The part of figures of the year before prints some of them too.
        let elsewhere = ["counts", "response"];
        assert_eq!(left.contains(&point.id), elsewhere.contains(&point.id), "{}", point.id);
        assert!(left.len() >= if shared.contains(&point.id) { 22 } else { 24 }, "{}: {left:?}", point.id);
    }
    let mut draft = whole.clone();
    draft.write("policy", &["We have a policy."]);
    draft.write("training", &["We train people."]);
    let left = earned(&draft, &facts);
    assert!(left.len() == 23 && !left.contains(&"policy") && !left.contains(&"training"), "{left:?}");
    let mut facts = facts.clone();
    facts.statuses.iter_mut().for_each(|it| it.status = "Conformant".into());
    assert!(earned(&whole, &facts).contains(&"removed"), "an annex names them");
    let mut unnamed = whole.clone();
    unnamed.include("annex-off", false);
    assert!(!earned(&unnamed, &facts).contains(&"removed"));
    facts.figures.iter_mut().find(|it| it.id == "S11").unwrap().n = Some(0);
    assert!(earned(&unnamed, &facts).contains(&"removed"), "there are none");
    facts.statuses[0].facilities += 1;
    assert!(!earned(&whole, &facts).contains(&"status"));
}

#[test]
fn each_line_says_what_where_and_who() {
    let facts = facts();
    let draft = Draft::new(Kind::Sec, 2025);
    let sheet = readiness(&compose(&draft, &facts).unwrap(), &draft, &facts);
    assert_eq!(sheet.len(), 25);
    for (language, _) in domain::text::LANGUAGES {
        let texts = domain::text::embedded::texts(language);
        for point in &sheet {
            assert!(plan_of(Kind::Sec, point.place).is_some(), "{}", point.place);
            for said in [point.what(texts), point.earns(texts), point.who.name(texts).to_owned()] {
                assert!(!said.starts_with("report."), "{language}: {said}");
            }
        }
    }
}
