//! As-of questions, on invented lists.

use domain::Day;
use domain::smelters::Status;
use domain::smelters::build;
use domain::smelters::history::{History, Listed, Removal};
use domain::smelters::list::{About, ListColumn, ListKind, ListRow, SmelterList};

fn on(day: &str) -> Day {
    day.parse().unwrap()
}

fn list(kind: ListKind, as_of: &str, columns: &[ListColumn], rows: &[&[&str]]) -> SmelterList {
    let about = About {
        kind,
        as_of: as_of.parse().ok(),
        source: format!("{} {as_of}", kind.key()),
        licence: "ours".into(),
        ..About::default()
    };
    let rows = rows.iter().zip(2..).map(|(cells, number)| {
        let mut row = ListRow::new(number);
        for (column, text) in columns.iter().zip(*cells) {
            row.set(*column, *text);
        }
        row
    });
    let list = build(about, &domain::template::metals(), rows);
    assert_eq!(list.issues, []);
    list
}

fn history() -> History {
    use ListColumn::*;
    let names = &[Metal, Cid, Standard, Country];
    let one = ["Tin", "CID900001", "First Works", "PERU"];
    let two = ["Tin", "CID900002", "Second Works", "PERU"];
    let three = ["Tin", "CID900003", "Third Works", "PERU"];
    let four = ["Tin", "CID900004", "Fourth Works", "PERU"];
    let revisions = [
        [
            "Tin",
            "CID900001",
            "First Works",
            "PERU",
            "Removed",
            "no longer operating, see CID900003",
            "2024-06-01",
        ],
        ["Tin", "CID900003", "Third Works", "PERU", "Added", "returned", "2024-06-01"],
        ["Tin", "CID900004", "Fourth Works of old", "PERU", "Name correction", "legal name", "2023-01-01"],
        ["Tin", "CID900004", "Fourth Works", "PERU", "Removed", "closed", "2025-09-01"],
    ];
    let revisions: Vec<&[&str]> = revisions.iter().map(|r| r.as_slice()).collect();
    let told = &[Metal, Cid, Standard, Country, Basis, Details, Date];
    // Given in no order.
    History::new(vec![
        list(ListKind::Reference, "2025-04-01", names, &[&three, &four]),
        list(ListKind::Reference, "2023-04-01", names, &[&one, &two, &four]),
        list(
            ListKind::Conformant,
            "2025-04-01",
            names,
            &[&three, &["Tin", "CID900009", "Ninth Works", "PERU"]],
        ),
        list(ListKind::Active, "2025-04-01", names, &[&four]),
        list(ListKind::Revisions, "2026-01-01", told, &revisions),
    ])
}

fn listed(cid: &str, day: &str) -> Listed {
    history().status_as_of(cid, on(day)).listed
}

#[test]
fn what_was_true_on_a_day() {
    // Removed between two lists: on the day that the revision names.
    assert_eq!(listed("CID900001", "2024-05-31"), Listed::Yes);
    assert_eq!(listed("cid900001 ", "2024-06-01"), Listed::No);
    // Added between two lists.
    assert_eq!(
        (listed("CID900003", "2024-05-31"), listed("CID900003", "2024-06-01")),
        (Listed::No, Listed::Yes)
    );
    // Gone after the last list.
    assert_eq!(
        (listed("CID900004", "2025-08-31"), listed("CID900004", "2025-09-01")),
        (Listed::Yes, Listed::No)
    );
    // Before the first list: the nearest there is, with what came between undone.
    assert_eq!(listed("CID900003", "2020-01-01"), Listed::No);
    assert_eq!(listed("CID900001", "2020-01-01"), Listed::Yes);
    assert_eq!(History::default().status_as_of("CID900001", on("2025-01-01")).listed, Listed::Unknown);
}

#[test]
fn of_two_lists_of_one_day_the_one_that_came_later_counts() {
    use ListColumn::*;
    let names = &[Metal, Cid, Standard, Country];
    let of = |cid: &str| list(ListKind::Reference, "2025-04-01", names, &[&["Tin", cid, "Works", "PERU"]]);
    let history = History::new(vec![of("CID900001"), of("CID900002")]);
    for day in ["2020-01-01", "2025-04-01", "2026-01-01"] {
        assert_eq!(history.status_as_of("CID900001", on(day)).listed, Listed::No, "{day}");
        assert_eq!(history.status_as_of("CID900002", on(day)).listed, Listed::Yes, "{day}");
    }
}

#[test]
fn removed_when_and_why_and_what_instead() {
    let history = history();
    let removal = history.status_as_of("CID900001", on("2026-01-01")).removal.unwrap();
    let successors = vec!["CID900003".to_owned()];
    let why = "no longer operating, see CID900003".to_owned();
    assert_eq!(removal, Removal { on: Some(on("2024-06-01")), why, successors });
    // No revision tells of the second: then the first list without it is all that can be said.
    let removal = history.status_as_of("CID900002", on("2026-01-01")).removal.unwrap();
    assert_eq!((removal.on, removal.why.as_str()), (Some(on("2025-04-01")), ""));
    let standing = history.status_as_of("CID900004", on("2025-05-01"));
    assert_eq!((standing.removal, standing.removed_later.unwrap().on), (None, Some(on("2025-09-01"))));
    assert_eq!(history.status_as_of("CID999999", on("2026-01-01")).removal, None);
}

#[test]
fn known_and_audited_are_two_things() {
    let history = history();
    let ninth = history.status_as_of("CID900009", on("2025-06-01"));
    assert_eq!((ninth.listed, ninth.status), (Listed::No, Status::Conformant));
    assert_eq!(history.status_as_of("CID900004", on("2025-06-01")).status, Status::Active);
    assert_eq!(history.status_as_of("CID900001", on("2025-06-01")).status, Status::Neither);
    // A day before every audit list: answered from the nearest, which is said.
    let before = history.status_as_of("CID900003", on("2024-07-01"));
    assert!(before.evidence.iter().any(|e| e.kind == ListKind::Conformant && e.later));
}

#[test]
fn every_name_that_a_list_ever_gave_is_kept() {
    let history = history();
    let all = history.facilities(on("2026-01-01"));
    assert_eq!(all.len(), 5);
    let fourth = all.iter().find(|f| f.cid == "CID900004").unwrap();
    assert_eq!(
        (fourth.name.as_str(), fourth.aliases.join("|")),
        ("Fourth Works", "Fourth Works of old".to_owned())
    );
    assert!(fourth.removed.is_some());
    let references = history.references(on("2026-01-01"));
    let first = references.by_cid("CID900001").unwrap();
    assert_eq!(first.successor.as_deref(), Some("CID900003"));
    assert_eq!(first.removed_on, Some(on("2024-06-01")));
    assert!(first.removed.is_some());
    // Conformant, but never in the reference list: not for the rules that ask for the list.
    assert!(references.by_cid("CID900009").is_none());
}
