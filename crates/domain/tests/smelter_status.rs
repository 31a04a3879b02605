//! The class in which a smelter is counted on a day, on invented lists.

use domain::Day;
use domain::smelters::list::{Audit, Entry, ListKind, SmelterList};
use domain::smelters::revision::{Revision, RevisionKind};
use domain::smelters::{History, LicenceClass, Programme, Status, StatusClass};

const DAY: &str = "2026-04-30";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn list(kind: ListKind, as_of: &str, cids: &[&str]) -> SmelterList {
    let entry = |cid: &&str| Entry {
        cid: (*cid).to_owned(),
        metal: domain::template::metal("Tin").unwrap(),
        name: format!("Works {cid}"),
        aliases: Vec::new(),
        country: "PERU".to_owned(),
        city: String::new(),
        state: String::new(),
        old_ids: Vec::new(),
        audit: None,
    };
    SmelterList {
        id: format!("{}-{as_of}", kind.key()),
        kind,
        as_of: day(as_of),
        source: "invented".to_owned(),
        class: LicenceClass::Public,
        entries: cids.iter().map(entry).collect(),
        ..SmelterList::default()
    }
}

fn removed(cid: &str, on: &str, why: &str, successors: &[&str]) -> SmelterList {
    let revision = Revision {
        cid: cid.to_owned(),
        metal: domain::template::metal("Tin").unwrap(),
        name: format!("Works {cid}"),
        country: "PERU".to_owned(),
        kind: RevisionKind::Removed,
        details: why.to_owned(),
        on: day(on),
        successors: successors.iter().map(|s| (*s).to_owned()).collect(),
    };
    SmelterList { revisions: vec![revision], ..list(ListKind::Revisions, on, &[]) }
}

/// One listed, one conformant, one active.
fn usual() -> Vec<SmelterList> {
    vec![
        list(ListKind::Reference, "2026-04-01", &["CID900001", "CID900002", "CID900003"]),
        list(ListKind::Conformant, "2026-04-01", &["CID900002"]),
        list(ListKind::Active, "2026-04-01", &["CID900003"]),
    ]
}

fn class(lists: Vec<SmelterList>, cid: &str) -> StatusClass {
    History::new(lists).status_as_of(cid, day(DAY)).class
}

#[test]
fn each_smelter_is_in_one_class() {
    let all = [
        ("CID900001", StatusClass::Listed),
        ("CID900002", StatusClass::ConformantRmap),
        ("cid900003 ", StatusClass::Active),
        ("CID900009", StatusClass::NotListed),
    ];
    for (cid, expected) in all {
        assert_eq!(class(usual(), cid), expected, "{cid}");
    }
}

#[test]
fn what_no_list_says_is_unknown_not_no() {
    assert_eq!(class(Vec::new(), "CID900001"), StatusClass::Unknown);
    let without_audits = vec![usual().swap_remove(0)];
    assert_eq!(class(without_audits, "CID900001"), StatusClass::Unknown);
    let audits_alone = usual().split_off(1);
    assert_eq!(class(audits_alone.clone(), "CID900001"), StatusClass::Unknown);
    assert_eq!(class(audits_alone, "CID900002"), StatusClass::ConformantRmap);
}

#[test]
fn a_removal_says_why() {
    let reasons = [
        ("No longer an operating smelter / refiner", &[][..], StatusClass::Inoperative),
        ("Evidence shows that it does not meet the definition of a smelter", &[], StatusClass::NotSmelter),
        ("Alias to CID900002", &["CID900002"], StatusClass::Replaced),
        ("Facility-level reporting, see Smelter ID(s): CID900001", &["CID900001"], StatusClass::Replaced),
        ("No longer operating, see CID900001", &["CID900001"], StatusClass::Inoperative),
        ("For reasons of its own", &[], StatusClass::Removed),
    ];
    for (why, successors, expected) in reasons {
        let mut lists = usual();
        lists.push(removed("CID900005", "2026-02-01", why, successors));
        assert_eq!(class(lists, "CID900005"), expected, "{why}");
    }
}

#[test]
fn of_two_lists_at_odds_the_younger_counts() {
    // The list of conformant ones is younger than the removal, and has it still.
    let mut lists = usual();
    lists.push(removed("CID900002", "2026-03-01", "No longer an operating smelter / refiner", &[]));
    lists[0] = list(ListKind::Reference, "2026-04-01", &["CID900001", "CID900003"]);
    let status = History::new(lists.clone()).status_as_of("CID900002", day(DAY));
    assert_eq!(status.class, StatusClass::ConformantRmap);
    assert_eq!(
        status.removal.unwrap().on,
        Some(day("2026-03-01")),
        "and that it was removed is told beside it"
    );
    // It is older than the removal.
    lists.pop();
    lists.push(removed("CID900002", "2026-04-15", "No longer an operating smelter / refiner", &[]));
    let status = History::new(lists).status_as_of("CID900002", day(DAY));
    assert_eq!((status.class, status.status), (StatusClass::Inoperative, Status::Conformant));
    // That it is missing in a younger reference list says nothing of that kind.
    let mut lists = usual();
    lists.push(list(ListKind::Reference, "2026-04-20", &["CID900001"]));
    assert_eq!(class(lists, "CID900002"), StatusClass::ConformantRmap);
}

#[test]
fn own_and_recognised_programmes_are_never_one_value() {
    let marks = [
        ((false, false), StatusClass::ConformantRmap, vec![Programme::Rmap]),
        ((true, false), StatusClass::ConformantLbma, vec![Programme::Lbma]),
        ((false, true), StatusClass::ConformantRjc, vec![Programme::Rjc]),
        ((true, true), StatusClass::ConformantLbma, vec![Programme::Lbma, Programme::Rjc]),
    ];
    for ((lbma, rjc), class, programmes) in marks {
        let mut lists = usual();
        lists[1].entries[0].audit = Some(Audit { lbma, rjc, ..Audit::default() });
        let status = History::new(lists).status_as_of("CID900002", day(DAY));
        assert_eq!((status.class, status.programmes), (class, programmes));
    }
}

#[test]
fn a_programmes_own_list_names_the_programme_and_makes_nobody_conformant_beside_the_initiatives() {
    let mut lists = usual();
    lists.push(list(ListKind::TiCmc, "2026-01-01", &["CID900001", "CID900002"]));
    let history = History::new(lists.clone());
    assert_eq!(history.status_as_of("CID900002", day(DAY)).class, StatusClass::ConformantTiCmc);
    let beside = history.status_as_of("CID900001", day(DAY));
    assert_eq!((beside.class, beside.programmes), (StatusClass::Listed, vec![Programme::TiCmc]));
    // Where the initiative's list is not there, the programme's own says who passed.
    lists.remove(1);
    assert_eq!(class(lists, "CID900001"), StatusClass::ConformantTiCmc);
}

#[test]
fn the_planned_day_is_a_note_and_downgrades_nobody() {
    let planned = |last: &str, cycle, under_way| {
        let audit = Audit { last: Some(day(last)), cycle, under_way, ..Audit::default() };
        let mut lists = usual();
        lists[1].entries[0].audit = Some(audit);
        let status = History::new(lists).status_as_of("CID900002", day(DAY));
        (status.class, status.planned)
    };
    let (class, note) = planned("2019-02-28", Some(1), false);
    let note = note.unwrap();
    assert_eq!((class, note.on.to_string().as_str()), (StatusClass::ConformantRmap, "2020-02-28"));
    assert!(note.passed && !note.under_way);
    let note = planned("2024-02-29", Some(3), true).1.unwrap();
    assert_eq!((note.on.to_string().as_str(), note.passed, note.under_way), ("2027-02-28", false, true));
    // On the day itself it is not over.
    assert!(!planned(DAY.replace("2026", "2025").as_str(), Some(1), false).1.unwrap().passed);
    assert_eq!(planned("2024-02-29", None, false).1, None);
}

#[test]
fn an_answer_names_the_lists_it_rests_on() {
    let mut lists = usual();
    lists[2].class = LicenceClass::Member;
    let history = History::new(lists);
    let status = history.status_as_of("CID900002", day("2026-03-01"));
    let rests: Vec<_> = status.evidence.iter().map(|e| (e.list.as_str(), e.later)).collect();
    let expected = ["reference-2026-04-01", "conformant-2026-04-01", "active-2026-04-01"];
    assert_eq!(rests, expected.map(|id| (id, true)));
    assert!(!status.may_be_published(), "one of them is for members alone");
}

#[test]
fn a_timeline_has_the_days_on_which_the_class_changed() {
    let mut lists = usual();
    lists.push(list(ListKind::Conformant, "2026-05-01", &["CID900002", "CID900001"]));
    lists.push(list(ListKind::Conformant, "2026-06-01", &["CID900002", "CID900001"]));
    lists.push(removed("CID900001", "2026-07-01", "No longer an operating smelter / refiner", &[]));
    let history = History::new(lists);
    let said: Vec<_> =
        history.timeline("CID900001").into_iter().map(|(day, c)| format!("{day} {}", c.key())).collect();
    assert_eq!(said, ["2026-04-01 listed", "2026-05-01 conformant_rmap", "2026-07-01 inoperative"]);
    assert_eq!(History::default().timeline("CID900001"), []);
}

#[test]
fn what_leaves_rests_on_public_lists_alone() {
    let mut lists = usual();
    lists[1].class = LicenceClass::Member;
    let history = History::new(lists);
    assert_eq!(history.status_as_of("CID900002", day(DAY)).class, StatusClass::ConformantRmap);
    let outside = history.published().status_as_of("CID900002", day(DAY));
    assert_eq!(outside.class, StatusClass::Unknown, "without that list nobody can say");
    assert!(outside.may_be_published() && outside.programmes.is_empty());
}
