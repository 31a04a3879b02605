//! What a list changes beside the last one of its kind, on invented lists.

use domain::Day;
use domain::smelters::areas::Area;
use domain::smelters::difference::{Change, What};
use domain::smelters::list::{About, ListColumn, ListKind, ListRow, SmelterList};
use domain::smelters::{History, build, difference};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn list(kind: ListKind, as_of: &str, columns: &[ListColumn], rows: &[&[&str]]) -> SmelterList {
    let about = About { kind, as_of: as_of.parse().ok(), source: "invented".into(), ..About::default() };
    let rows = rows.iter().zip(2..).map(|(cells, number)| {
        let mut row = ListRow::new(number);
        for (column, text) in columns.iter().zip(*cells) {
            row.set(*column, *text);
        }
        row
    });
    build(about, &domain::template::metals(), rows)
}

const NAMES: [ListColumn; 4] =
    [ListColumn::Metal, ListColumn::Cid, ListColumn::Standard, ListColumn::Country];

fn said(changes: &[Change]) -> Vec<String> {
    let words = |c: &Change| match &c.what {
        What::Added => format!("{} added", c.cid),
        What::Renamed { from } => format!("{} {from} > {}", c.cid, c.name),
        What::Removed { successors } => format!("{} removed {}", c.cid, successors.join("+")),
        What::Status { from, to } => format!("{} {} > {}", c.cid, from.key(), to.key()),
        What::Recast { from, to } => format!("{} {from} > {to}", c.name),
    };
    changes.iter().map(words).collect()
}

#[test]
fn a_reference_list_adds_renames_and_removes() {
    let first = list(
        ListKind::Reference,
        "2026-01-01",
        &NAMES,
        &[&["Tin", "CID900001", "First", "PERU"], &["Tin", "CID900002", "Second", "PERU"]],
    );
    let audits = list(ListKind::Conformant, "2026-01-01", &NAMES, &[&["Tin", "CID900009", "Ninth", "PERU"]]);
    let next = list(
        ListKind::Reference,
        "2026-04-01",
        &NAMES,
        &[&["Tin", "CID900001", "First Works", "PERU"], &["Tin", "CID900003", "Third", "PERU"]],
    );
    let history = History::new(vec![first, audits]);
    let found = difference(&history, &next, day("2026-05-01"));
    assert_eq!(found.against, Some(day("2026-01-01")));
    assert_eq!(
        said(&found.changes),
        [
            "CID900003 added",
            "CID900001 First > First Works",
            "CID900002 removed ",
            "CID900002 listed > removed",
            "CID900003 not_listed > listed",
        ]
    );
    assert_eq!(found.cids().len(), 3);
    assert_eq!(difference(&history, &history.lists()[0].clone(), day("2026-05-01")).changes, []);
}

#[test]
fn an_audit_list_changes_status_and_revisions_name_what_took_its_place() {
    let row = |cid: &'static str| ["Tin", cid, "Works", "PERU"];
    let (one, two) = (row("CID900001"), row("CID900002"));
    let history = History::new(vec![
        list(ListKind::Reference, "2026-01-01", &NAMES, &[&one, &two]),
        list(ListKind::Conformant, "2026-01-01", &NAMES, &[&one]),
    ]);
    let next = list(ListKind::Conformant, "2026-02-01", &NAMES, &[&two]);
    assert_eq!(
        said(&difference(&history, &next, day("2026-05-01")).changes),
        [
            "CID900002 added",
            "CID900001 removed ",
            "CID900001 conformant_rmap > listed",
            "CID900002 listed > conformant_rmap",
        ]
    );
    use ListColumn::*;
    let told = list(
        ListKind::Revisions,
        "2026-03-01",
        &[Metal, Cid, Standard, Country, Basis, Details, Date],
        &[&["Tin", "CID900001", "Works", "PERU", "Removed", "Alias to CID900002", "2026-02-20"]],
    );
    let found = difference(&history, &told, day("2026-05-01"));
    assert_eq!(found.against, None, "the first of its kind");
    assert_eq!(said(&found.changes), ["CID900001 removed CID900002", "CID900001 conformant_rmap > replaced"]);
}

#[test]
fn areas_come_go_and_are_called_otherwise() {
    let area = |code: &str, status: &str| Area {
        country: "CD".into(),
        region_code: code.into(),
        status: status.into(),
        ..Area::default()
    };
    let of = |as_of: &str, areas: Vec<Area>| SmelterList {
        kind: ListKind::Areas,
        as_of: day(as_of),
        areas,
        ..SmelterList::default()
    };
    let first = of("2026-03-31", vec![area("CD-NK", "conflict-affected"), area("CD-SK", "high-risk")]);
    let next = of("2026-06-30", vec![area("CD-NK", "high-risk"), area("CD-IT", "high-risk")]);
    let found = difference(&History::new(vec![first]), &next, day("2026-07-01"));
    assert_eq!(said(&found.changes), [" added", " removed ", "CD · CD-NK conflict-affected > high-risk"]);
}
