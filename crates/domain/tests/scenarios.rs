//! The engine and the official checker on declarations of our own: which questions are asked, and how many entries
//! the workbook would call open. The figures are those that the official 6.5 workbook gives for the same fillings.

mod support;

use domain::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use domain::template::Section;
use domain::{Declaration, Metal, SmelterRow, check_official, evaluate};
use support::{Case, base, codes};

const COMPANY: [&str; 8] = [
    "company.name",
    "company.scope",
    "company.contact_name",
    "company.contact_email",
    "company.contact_phone",
    "company.authorizer_name",
    "company.authorizer_email",
    "company.effective_date",
];

/// A filling: the base without what stands outside, plus these answers.
fn filling(keep: &[&str], answers: &[(&str, &str)], smelters: Vec<SmelterRow>) -> Case {
    let mut case = base();
    case.answers
        .retain(|k, _| keep.iter().any(|p| k == p || k.strip_prefix(p).is_some_and(|r| r.starts_with('.'))));
    for (key, value) in answers {
        case.answers.insert((*key).to_owned(), (*value).to_owned());
    }
    case.smelters = Some(smelters);
    case
}

fn policy() -> Vec<&'static str> {
    [COMPANY.as_slice(), &["a", "b", "c", "d", "e", "f", "g", "h"]].concat()
}

fn no_but(metal: &str) -> Vec<(String, &'static str)> {
    domain::template::CMRT_METALS
        .iter()
        .filter(|m| m.key() != metal)
        .map(|m| (format!("q1.{}", m.key()), "No"))
        .collect()
}

fn tantalum(q1: &str, q2: &str, rest: bool) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> =
        no_but("tantalum").into_iter().map(|(k, v)| (k, v.to_owned())).collect();
    let rest: &[&str] = if rest { &["Unknown", "No", "No", "100%", "Yes", "Yes"] } else { &[] };
    let answers = [q1, q2].into_iter().chain(rest.iter().copied());
    out.extend(answers.zip(1..).map(|(v, n)| (format!("q{n}.tantalum"), v.to_owned())));
    out
}

fn by_cid(cid: &str) -> SmelterRow {
    SmelterRow { id: domain::RowId(1), cid: cid.into(), ..SmelterRow::default() }
}

fn chosen(metal: &str, lookup: &str, name: &str, country: &str) -> SmelterRow {
    SmelterRow {
        id: domain::RowId(1),
        metal: metal.into(),
        lookup: lookup.into(),
        name: name.into(),
        country: country.into(),
        ..SmelterRow::default()
    }
}

/// What the checker says with one tantalum smelter in the reference list.
fn remaining(case: &Case) -> (Option<u32>, Vec<u16>) {
    let mut case = case.clone();
    let tantalum = domain::Smelter {
        cid: "CID900009".into(),
        metal: Some(Metal::TANTALUM),
        name: "Invented Tantalum".into(),
        country: "NOWHERE".into(),
        ..domain::Smelter::default()
    };
    case.references.get_or_insert_default().push(tantalum);
    let result = check_official(&case.declaration(), case.template(), &case.references());
    (result.remaining, result.open_rows)
}

#[test]
fn verified_totals() {
    let full = |q1: &str, q2: &str, rest: bool, keep: &[&str], smelters: Vec<SmelterRow>| {
        let answers = tantalum(q1, q2, rest);
        let answers: Vec<(&str, &str)> = answers.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        filling(keep, &answers, smelters)
    };
    let all_no: Vec<(&str, &str)> =
        vec![("q1.tantalum", "No"), ("q1.tin", "No"), ("q1.gold", "No"), ("q1.tungsten", "No")];
    let with = |answers: &[(&'static str, &'static str)]| {
        let mut all = all_no.clone();
        all.extend_from_slice(answers);
        filling(&COMPANY, &all, vec![])
    };
    let p = policy();
    let alias = chosen("Tantalum", NOT_LISTED, "Invented Tantalum", "");
    let smelter = || vec![by_cid("cid900009")];
    let table: Vec<(&str, Case, Option<u32>)> = vec![
        ("nothing", filling(&[], &[], vec![]), Some(52)),
        ("the company block", filling(&COMPANY, &[], vec![]), Some(44)),
        ("four times No", with(&[]), Some(0)),
        ("used up in production", full("Yes", "No", false, &COMPANY, vec![]), Some(0)),
        ("Yes and Yes, the rest open", full("Yes", "Yes", false, &COMPANY, vec![]), Some(15)),
        ("no smelter", full("Yes", "Yes", true, &p, vec![]), Some(1)),
        ("a smelter by CID, in small letters", full("Yes", "Yes", true, &p, smelter()), Some(0)),
        ("a smelter of another metal", full("Yes", "Yes", true, &p, vec![by_cid("CID900001")]), Some(1)),
        ("Q1 blank", full("", "Yes", true, &p, vec![]), Some(9)),
        ("Q1 blank, Q2 No", full("", "No", true, &p, vec![]), Some(9)),
        ("Q1 with an answer of its own", full("Unknown", "Yes", true, &p, vec![]), Some(8)),
        ("Q1 No with a space", full("No ", "Yes", true, &p, vec![]), Some(8)),
        ("any text as scope", with(&[("company.scope", "Everything")]), Some(1)),
        (
            "no e-mail addresses",
            with(&[("company.contact_email", "not available"), ("company.authorizer_email", "n/a")]),
            Some(2),
        ),
        ("space instead of a name", with(&[("company.name", " ")]), Some(0)),
        ("any text as date", with(&[("company.effective_date", "soon")]), Some(0)),
        ("left over answers", with(&[("q2.tin", "Yes"), ("q3.tin", "No"), ("q6.tin", "100%")]), Some(0)),
        ("a CID that is not listed", full("Yes", "Yes", true, &p, vec![by_cid("CID999999")]), None),
        ("a CID with a space", full("Yes", "Yes", true, &p, vec![by_cid("CID900009 ")]), None),
        (
            "not listed, without details",
            full("Yes", "Yes", true, &p, vec![chosen("Tantalum", NOT_LISTED, "", "")]),
            Some(1),
        ),
        (
            "not listed, with details",
            full(
                "Yes",
                "Yes",
                true,
                &p,
                vec![chosen("Tantalum", "smelter Not Listed", "Invented", "NOWHERE")],
            ),
            Some(0),
        ),
        (
            "not yet identified",
            full("Yes", "Yes", true, &p, vec![chosen("Tantalum", NOT_IDENTIFIED, "", "")]),
            Some(0),
        ),
        ("not listed, under a name of the list", full("Yes", "Yes", true, &p, vec![alias]), Some(0)),
        (
            "a choice beside an unknown CID",
            full(
                "Yes",
                "Yes",
                true,
                &p,
                vec![SmelterRow { cid: "CID999999".into(), ..chosen("Tantalum", "Any", "", "") }],
            ),
            Some(0),
        ),
        (
            "a metal beside an unknown CID",
            full(
                "Yes",
                "Yes",
                true,
                &p,
                vec![SmelterRow { cid: "CID999999".into(), ..chosen("Tantalum", "", "", "") }],
            ),
            None,
        ),
        ("the metal alone", full("Yes", "Yes", true, &p, vec![chosen("Tantalum", "", "", "")]), Some(1)),
        (
            "a CID beside its metal",
            full(
                "Yes",
                "Yes",
                true,
                &p,
                vec![SmelterRow { metal: "Tantalum".into(), ..by_cid("CID900009") }],
            ),
            Some(0),
        ),
    ];
    for (name, case, expected) in table {
        let (got, open) = remaining(&case);
        assert_eq!(got, expected, "{name}: {open:?}");
    }
}

#[test]
fn the_address_of_the_policy_is_counted_from_two_characters() {
    for (address, open) in [("", vec![56]), ("x", vec![56]), ("xy", vec![]), ("𝄞", vec![])] {
        let mut case = base();
        case.answers.insert("b.comment".into(), address.into());
        assert_eq!(remaining(&case).1, open, "{address:?}");
    }
}

#[test]
fn gates_of_one_metal() {
    let case = base();
    // Q1, Q2 → whether Q2 is asked, whether Q3 to Q8 are.
    for (q1, q2, asks_q2, asks_rest) in [
        ("", "", true, true),
        ("", "No", true, true),
        ("No", "Yes", false, false),
        (" no ", "", false, false),
        ("Yes", "", true, true),
        ("Yes", "No", true, false),
        ("Yes", "Yes", true, true),
        ("Perhaps", "Yes", true, true),
    ] {
        let mut d = case.declaration();
        d.set("q1.gold", q1);
        d.set("q2.gold", q2);
        let state = evaluate(case.template(), &d);
        assert!(state.field("q1.gold").visible && state.field("q1.gold").required);
        assert_eq!(state.field("q2.gold").visible, asks_q2, "{q1:?} {q2:?}");
        for key in ["q3.gold", "q4.gold", "q5.gold", "q6.gold", "q7.gold", "q8.gold"] {
            assert_eq!(state.field(key).required, asks_rest, "{q1:?} {q2:?} {key}");
            assert_eq!(state.field(key).visible, asks_rest, "{q1:?} {q2:?} {key}");
        }
        assert_eq!(state.needs_smelters(Metal::GOLD), asks_rest, "{q1:?} {q2:?}");
    }
}

#[test]
fn gates_of_policy_scope_and_products() {
    let case = base();
    let mut d = case.declaration();
    let asked = |d: &Declaration, key: &str| {
        let field = evaluate(case.template(), d).field(key);
        (field.visible, field.required)
    };
    assert_eq!(asked(&d, "a"), (true, true));
    assert_eq!(asked(&d, "b.comment"), (true, true));
    d.set("b", "No");
    assert_eq!(asked(&d, "b.comment"), (true, false));
    d.set("q1.tin", "No");
    assert_eq!(asked(&d, "a"), (false, false));
    assert!(!evaluate(case.template(), &d).is_relevant(Section::new("policy")));
    d.set("q1.tungsten", "");
    assert_eq!(asked(&d, "a"), (true, true), "a blank Q1 may still become Yes");

    let scope = |d: &mut Declaration, scope: &str| {
        d.set("company.scope", scope);
        (
            asked(d, "company.scope_description"),
            evaluate(case.template(), d).needs_rows(domain::Table::PRODUCTS),
        )
    };
    assert_eq!(scope(&mut d, ""), ((true, false), false));
    assert_eq!(scope(&mut d, "A. Company"), ((true, false), false));
    assert_eq!(scope(&mut d, "B. Product (or List of Products)"), ((false, false), true));
    assert_eq!(scope(&mut d, "C. User defined [Specify in 'Description of scope']"), ((true, true), false));
}

#[test]
fn progress_ends_when_everything_required_is_there() {
    let case = base();
    let total = evaluate(case.template(), &case.declaration()).total();
    assert_eq!(total.done, total.required);
    let empty = evaluate(case.template(), &Declaration::default()).total();
    assert_eq!(empty.done, 0);
    assert_eq!(empty.required, 52, "as many as the official checker counts");
}

#[test]
fn every_answer_that_is_missing_is_said_once() {
    let report = Case { answers: Default::default(), smelters: None, ..base() }.check();
    assert_eq!(codes(&report), ["ANS001", "SML001"]);
    // One for each open row, but the four metals without smelter in one.
    assert_eq!(report.findings.len(), 52 - 3);
}

#[test]
fn the_rules_speak_in_the_template_s_order() {
    let mut case = base();
    case.answers.insert("a".into(), String::new());
    case.answers.insert("company.name".into(), String::new());
    case.answers.insert("q8.tin".into(), String::new());
    case.smelters = Some(vec![
        SmelterRow {
            id: domain::RowId(9),
            recycled: "?".into(),
            ..case.smelters.clone().unwrap()[0].clone()
        },
        SmelterRow {
            metal: "Copper".into(),
            lookup: "x".into(),
            id: domain::RowId(2),
            ..SmelterRow::default()
        },
    ]);
    let places: Vec<String> = case.check().findings.iter().map(|f| f.location.id()).collect();
    assert_eq!(
        places,
        ["company.name", "q8.tin", "a", "smelter.9.recycled", "smelter.2.metal", "smelter.2.lookup"]
    );
}

#[test]
fn what_was_removed_after_the_day_of_the_answers_was_right_on_it() {
    let found = |day: &str, on: Option<&str>| {
        let mut case = support::base();
        case.answers.insert("company.effective_date".into(), day.into());
        let gone = case.references.as_mut().unwrap().iter_mut().find(|s| s.removed.is_some()).unwrap();
        gone.removed_on = on.map(|on| on.parse().unwrap());
        let cid = gone.cid.clone();
        case.smelters = Some(vec![by_cid(&cid)]);
        case.check().findings.iter().any(|f| f.code == "SML011")
    };
    assert!(!found("2026-04-30", Some("2026-05-01")));
    assert!(found("2026-05-01", Some("2026-05-01")) && found("2026-05-02", Some("2026-05-01")));
    assert!(found("2026-04-30", None), "nobody knows when: it is asked");
}
