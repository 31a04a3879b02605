//! Invented lists: what every case is judged by.

use domain::smelters::areas::Area;
use domain::smelters::list::{Audit, Entry};
use domain::smelters::marks::Mark;
use domain::smelters::revision::{Revision, RevisionKind};
use domain::smelters::{History, ListKind, SmelterList};
use domain::{Day, Metal};
use rollup::Lists;
use std::sync::LazyLock;

/// The day that is asked about.
pub const DAY: &str = "2026-04-30";
const LIST_DAY: &str = "2026-04-17";

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// Number, metal, name, country, and what the audit lists say.
pub const LISTED: [(&str, &str, &str, &str, &str); 11] = [
    ("CID900001", "Gold", "Alpha Refinery", "GERMANY", "conformant"),
    ("CID900002", "Gold", "Beta Gold Works", "SWITZERLAND", "lbma"),
    ("CID900003", "Gold", "Gamma Refiners", "JAPAN", "neither"),
    ("CID900004", "Gold", "Zeta Jewel Metals", "ITALY", "rjc"),
    ("CID900011", "Tin", "Delta Tin Smelting", "INDONESIA", "active"),
    ("CID900012", "Tin", "Epsilon Smelters", "BOLIVIA (PLURINATIONAL STATE OF)", "conformant"),
    ("CID900013", "Tin", "Eta Tin", "CHINA", "neither"),
    ("CID900021", "Tungsten", "Theta Tungsten", "AUSTRIA", "conformant"),
    ("CID900022", "Tungsten", "Iota Hard Metals", "CHINA", "active"),
    ("CID900031", "Tantalum", "Kappa Tantalum", "ESTONIA", "conformant"),
    ("CID900032", "Tantalum", "Lambda Powders", "CHINA", "conformant"),
];

/// A smelter that was taken off: number, metal, name, day, the list's reason, and who took its place.
type Removed =
    (&'static str, &'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const REMOVED: [Removed; 5] = [
    ("CID900005", "Gold", "Old Gold Mill", "2025-03-01", "No longer an operating smelter / refiner", &[]),
    ("CID900006", "Gold", "Quiet Refinery", "2025-03-01", "", &[]),
    ("CID900007", "Gold", "Alpha Former", "2025-03-01", "Alias to CID900001", &["CID900001"]),
    (
        "CID900008",
        "Gold",
        "Gold Broker",
        "2026-02-01",
        "Evidence indicates company does not meet the definition of a smelter",
        &[],
    ),
    (
        "CID900017",
        "Tin",
        "Both Tin Plants",
        "2025-06-01",
        "Facility-level reporting, see Smelter IDs: CID900011; CID900012",
        &["CID900011", "CID900012"],
    ),
];

pub fn metal(name: &str) -> Metal {
    let cmrt = domain::template::cmrt("6.5").expect("a template");
    cmrt.metal(name).expect("a metal")
}

pub fn history() -> History {
    let entry = |(cid, of, name, country, _): (&str, &str, &str, &str, &str)| Entry {
        cid: cid.into(),
        metal: metal(of),
        name: name.into(),
        aliases: Vec::new(),
        country: country.into(),
        city: String::new(),
        state: String::new(),
        old_ids: Vec::new(),
        audit: None,
    };
    let list = |kind, entries: Vec<Entry>| SmelterList {
        kind,
        as_of: day(LIST_DAY),
        source: "invented".into(),
        entries,
        ..SmelterList::default()
    };
    let with = |status: &'static [&str]| LISTED.into_iter().filter(move |s| status.contains(&s.4));
    let audited = with(&["conformant", "lbma", "rjc"]).map(|s| {
        let audit = Audit {
            // Past its planned day on the day that is asked about: still conformant.
            last: Some(day("2025-02-28")),
            cycle: Some(1),
            under_way: false,
            lbma: s.4 == "lbma",
            rjc: s.4 == "rjc",
        };
        Entry { audit: Some(audit), ..entry(s) }
    });
    let removed = REMOVED.into_iter().map(|(cid, of, name, on, why, successors)| Revision {
        cid: cid.into(),
        metal: metal(of),
        name: name.into(),
        country: "CHINA".into(),
        kind: RevisionKind::Removed,
        details: why.into(),
        on: day(on),
        successors: successors.iter().map(|s| (*s).into()).collect(),
    });
    History::new(vec![
        list(ListKind::Reference, LISTED.into_iter().map(entry).collect()),
        list(ListKind::Conformant, audited.collect()),
        list(ListKind::Active, with(&["active"]).map(entry).collect()),
        SmelterList { revisions: removed.collect(), ..list(ListKind::Revisions, Vec::new()) },
    ])
}

pub fn lists() -> Lists {
    static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::on(&history(), day(DAY)));
    LISTS.clone()
}

/// Areas and marks come from lists as statuses do.
#[test]
fn lists_of_areas_and_of_the_company_are_read() {
    let area = |country: &str, region: &str| Area {
        country: country.into(),
        region: region.into(),
        ..Area::default()
    };
    let of_kind = |kind| SmelterList { kind, as_of: day(LIST_DAY), ..SmelterList::default() };
    let mark = |cid: &str, class: &str, to: Option<&str>| Mark {
        cid: cid.into(),
        class: class.into(),
        to: to.map(day),
        ..Mark::default()
    };
    let mut all = history().lists().to_vec();
    all.push(SmelterList {
        areas: vec![area("MM", ""), area("CO", "Invented Valley")],
        ..of_kind(ListKind::Areas)
    });
    all.push(SmelterList {
        marks: vec![
            mark("CID900001", "Recycler", None),
            mark("CID900002", "recycler", Some("2026-01-01")),
            mark("CID900003", "high risk", None),
        ],
        ..of_kind(ListKind::Own)
    });
    let lists = Lists::on(&History::new(all), day(DAY));
    assert!(lists.high_risk.iter().eq(["MM"]) && lists.high_risk_in_part.iter().eq(["CO"]));
    assert!(lists.recyclers.iter().eq(["CID900001"]));
    let classes: Vec<&str> = lists.classes.values().map(String::as_str).collect();
    assert_eq!(classes, ["Recycler", "high risk"], "what is over is no class");
    assert!(lists.evidence.iter().any(|e| e.kind == ListKind::Areas));
}
