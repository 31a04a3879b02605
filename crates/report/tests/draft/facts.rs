//! Facts of an invented survey, and a draft that is finished.

use domain::Day;
use report::document::Text;
use report::draft::{Audit, Draft, Step};
use report::facts::{Facility, Facts, Figure, List, Origin, Product, Programme, Status, TakenOff};
use report::signed::{Asked, Choice, Signed, Statement};
use report::skeleton::{Kind, What};

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn figure(id: &str, n: u64, of: u64) -> Figure {
    let printed = match (n, of) {
        (_, 0) => "none".to_owned(),
        (n, of) => format!("{n} of {of} ({} %)", n * 100 / of),
    };
    let last_year = (id == "R1").then(|| "190 of 205 (92 %)".to_owned());
    Figure {
        id: id.into(),
        printed,
        definition: format!("Definition of {id}"),
        n: Some(n),
        of: Some(of),
        last_year,
    }
}

fn facility(metal: &str, number: &str, programme: Programme) -> Facility {
    Facility {
        metal: metal.into(),
        name: format!("Smelter {number}"),
        country: "Japan".into(),
        number: number.into(),
        status: if programme == Programme::None { "Removed: inoperative" } else { "Conformant" }.into(),
        programme,
        covered: ["CID000001", "CID000002"].contains(&number),
        recycled_only: number == "CID000004",
        members_only: false,
    }
}

pub fn facts() -> Facts {
    let counts = [
        ("P1", 240, 240),
        ("P4", 210, 240),
        ("R1", 206, 210),
        ("R2", 200, 210),
        ("R5", 95, 100),
        ("R6", 150, 206),
        ("R9.a", 150, 200),
        ("R10.reminders", 412, 412),
        ("R10.rounds", 2, 2),
        ("R10.sent_back", 38, 38),
        ("K1", 9, 12),
        ("S3", 6, 8),
        ("S5", 5, 6),
        ("S6", 2, 6),
        ("S7", 1, 6),
        ("S8", 1, 6),
        ("S9.new", 3, 6),
        ("S9.dropped", 1, 1),
        ("S9.changed", 2, 6),
        ("S10", 4, 80),
        ("S11", 1, 8),
        ("S6.taking_part", 2, 2),
        ("R8.no_metal", 20, 210),
        ("R8.products", 30, 210),
        ("R8.company", 120, 210),
        ("R8.no_smelter", 30, 210),
        ("R8.declined", 6, 210),
        ("R8.silent", 4, 210),
    ];
    let own = Programme::Own;
    let status = |metal: &str, status: &str, facilities| Status {
        metal: metal.into(),
        status: status.into(),
        facilities,
    };
    Facts {
        company: "Example Corp".into(),
        year: 2025,
        snapshot: "abc".into(),
        freeze: day("2026-05-01"),
        list_day: day("2026-04-15"),
        metals: ["Tin", "Tungsten", "Gold"].map(String::from).into(),
        figures: counts.iter().map(|(id, n, of)| figure(id, *n, *of)).collect(),
        statuses: vec![
            status("Tin", "Conformant", 3),
            status("Tungsten", "Conformant", 2),
            status("Tungsten", "Removed: inoperative", 1),
        ],
        facilities: vec![
            facility("Tungsten", "CID000004", own),
            facility("Tin", "CID000001", own),
            facility("Tin", "CID000002", Programme::CrossRecognised),
            facility("Tin", "CID000003", own),
            facility("Tungsten", "CID000005", own),
            facility("Tungsten", "CID000006", Programme::None),
        ],
        origins: vec![Origin {
            country: "Rwanda".into(),
            metals: "Tin".into(),
            source: "Suppliers".into(),
            members_only: false,
        }],
        products: vec![Product { name: "Routers".into(), metals: "Tin, gold".into(), why: "Solder".into() }],
        lists: vec![List { name: "RMI conformant list".into(), day: day("2026-04-01") }],
        taken_off: vec![TakenOff {
            metal: "Gold".into(),
            name: "Old Works".into(),
            country: "JAPAN".into(),
            number: "CID000009".into(),
            status: "Removed: inoperative".into(),
            members_only: false,
        }],
        declared: Default::default(),
        unnamed: vec!["Acme Metals Ltd".into(), "Bolt".into()],
    }
}

pub fn asked(statement: Statement, metal: Option<&str>, choice: Choice) -> Asked {
    Asked { statement, metal: metal.map(String::from), choice, auditor: None }
}

/// Everything written and signed.
pub fn full(kind: Kind, facts: &Facts) -> Draft {
    let mut draft = Draft::new(kind, 2025);
    for plan in kind.plan() {
        if matches!(plan.what, What::Operator(..)) {
            assert!(draft.write(plan.id, &["We wrote 5 lines at https://www.example.com/policy.", " "]));
        }
    }
    let mut sign = |statement, metal: Option<&str>, choice| {
        draft.sign(
            Signed::new(asked(statement, metal, choice), "Grace Example", day("2026-05-20"), facts).unwrap(),
        );
    };
    for metal in ["Tin", "Tungsten", "Gold"] {
        sign(Statement::Inquiry, Some(metal), Choice::MayBeCovered);
        sign(Statement::Contained, Some(metal), Choice::Contain);
    }
    sign(Statement::Conflict, None, Choice::NotStated);
    sign(Statement::Oecd, None, Choice::FollowsOecd);
    sign(Statement::Audit, None, Choice::NoAudit);
    sign(Statement::OwnOrigin, None, Choice::MayInclude);
    sign(Statement::AllIdentified, None, Choice::NotAllIdentified);
    draft.plan_steps(vec![
        Step::new("Train the silent suppliers", "Head of purchasing", day("2026-12-31")).unwrap(),
    ]);
    draft.list_audits(vec![Audit {
        smelter: Text::new("Smelter CID000001"),
        auditor: Text::new("Auditor Ltd"),
        on: day("2025-09-01"),
        scheme: Text::new("RMAP"),
    }]);
    draft
}
