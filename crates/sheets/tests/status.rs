//! Status on the real exports: what the list says is what is said, whatever the calendar says.

use domain::smelters::list::{About, ListKind, SmelterList};
use domain::smelters::{History, Programme, StatusClass};
use sheets::lists::list_file;
use std::collections::BTreeMap;

/// The day of the exports.
const DAY: &str = "2026-08-22";

fn list(name: &str) -> Option<SmelterList> {
    let Some(dir) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("skipped: TOUCHSTONE_SAMPLES is not set, {name} was not read");
        return None;
    };
    let bytes = std::fs::read(std::path::Path::new(&dir).join("lists").join(name)).expect("a sample");
    let file = list_file(&bytes, name).unwrap();
    Some(file.build(About {
        kind: file.kind,
        as_of: DAY.parse().ok(),
        source: name.into(),
        ..About::default()
    }))
}

fn all(list: &SmelterList) -> impl Iterator<Item = &domain::smelters::list::Entry> {
    list.entries.iter().chain(&list.others)
}

#[test]
fn no_conformant_smelter_is_downgraded_on_the_real_list() {
    let Some(conformant) = list("CONFORMANT.xml") else { return };
    let lists = ["CMRT.xml", "ACTIVE.xml", "REVISIONS.xml"].map(|name| list(name).unwrap());
    let mut together = lists.to_vec();
    together.push(conformant.clone());
    let history = History::new(together);
    assert_eq!(all(&conformant).count(), 420, "no row is dropped");
    let multiple = all(&conformant).filter(|e| e.metal.name() == "Multiple").count();
    assert_eq!(multiple, 17);

    let (mut by_class, mut past, mut unmarked, mut removed) = (BTreeMap::new(), BTreeMap::new(), 0, 0);
    for entry in all(&conformant) {
        // The export's own day, a year later, and long after every planned day.
        for day in [DAY, "2027-08-22", "2040-01-01"] {
            let status = history.status_as_of(&entry.cid, day.parse().unwrap());
            assert!(status.class.is_conformant(), "{} on {day}: {:?}", entry.cid, status.class);
        }
        let status = history.status_as_of(&entry.cid, DAY.parse().unwrap());
        *by_class.entry(status.class.key()).or_insert(0) += 1;
        removed += usize::from(status.removal.is_some());
        if let Some(planned) = status.planned.filter(|planned| planned.passed) {
            *past.entry(entry.metal.name()).or_insert(0) += 1;
            unmarked += usize::from(!planned.under_way);
        }
    }
    println!("{by_class:?}, past their planned day {past:?}, {unmarked} without a mark, {removed} removed");
    assert_eq!(past.values().sum::<i32>(), 160);
    assert_eq!(["Gold", "Tin", "Tantalum", "Tungsten"].map(|metal| past[metal]), [29, 21, 19, 11]);
    assert_eq!(unmarked, 37);
    let cycles = all(&conformant).filter(|e| e.audit.as_ref().is_some_and(|a| a.cycle.is_some())).count();
    assert_eq!(cycles, 419, "`3 YearS` is three years too");
    assert_eq!(removed, 10, "the reference list of these metals has lost some that are conformant");
    // Own and recognised programmes are apart: 56 marks of one, 14 of the other, 13 of both.
    assert_eq!((by_class["conformant_lbma"], by_class["conformant_rjc"]), (56, 1));
    let both = all(&conformant).filter(|e| {
        history.status_as_of(&e.cid, DAY.parse().unwrap()).programmes == [Programme::Lbma, Programme::Rjc]
    });
    assert_eq!(both.count(), 13);
}

#[test]
fn real_removals_say_why_and_what_took_their_place() {
    let Some(revisions) = list("REVISIONS.xml") else { return };
    let told = revisions.revisions.iter().chain(&revisions.other_revisions);
    assert_eq!(told.count(), 588, "no row is dropped");
    let reference = list("CMRT.xml").unwrap();
    let history = History::new(vec![reference, revisions.clone(), list("CONFORMANT.xml").unwrap()]);
    let class = |cid: &str| history.status_as_of(cid, DAY.parse().unwrap()).class;
    let replaced = revisions.revisions.iter().filter(|r| !r.successors.is_empty());
    let replaced: Vec<_> = replaced.map(|r| (r.cid.as_str(), r.successors.len())).collect();
    assert!(replaced.contains(&("CID000873", 1)) && replaced.contains(&("CID000654", 7)), "{replaced:?}");
    for (cid, _) in replaced {
        assert_eq!(class(cid), StatusClass::Replaced, "{cid}");
    }
    assert_eq!(list("ACTIVE.xml").unwrap().kind, ListKind::Active);
}
