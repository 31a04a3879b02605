//! What a list changes: beside the last one of its kind, and in what the lists together say of each smelter.

use super::areas::Area;
use super::history::History;
use super::list::{Entry, ListKind, SmelterList};
use super::revision::{Revision, RevisionKind};
use super::status::StatusClass;
use crate::Day;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// What happened to one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Added,
    /// It has another name now.
    Renamed {
        from: String,
    },
    /// It is gone, or the list says that it was removed.
    Removed {
        /// The smelters that the list names in its place.
        successors: Vec<String>,
    },
    /// It is counted in another class.
    Status {
        from: StatusClass,
        to: StatusClass,
    },
    /// An area is called something else.
    Recast {
        from: String,
        to: String,
    },
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The smelter's number; empty for areas and for names in lists of sanctions.
    pub cid: String,
    pub name: String,
    pub what: What,
}

/// What a list changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The day of the list that it is held against; none where it is the first of its kind.
    pub against: Option<Day>,
    /// What changes, by what happened, then in the list's order.
    pub changes: Vec<Change>,
}

impl Difference {
    /// The smelters about which something changes.
    pub fn cids(&self) -> BTreeSet<&str> {
        self.changes.iter().map(|c| c.cid.as_str()).filter(|cid| !cid.is_empty()).collect()
    }
}

/// What changes when a list joins those in use, as seen on a day. Of several lists of one kind and source the last one until
/// the new one's day is held against it; where its source has none, the last of its kind.
pub fn difference(history: &History, list: &SmelterList, day: Day) -> Difference {
    let earlier = || history.lists().iter().rev().filter(|l| l.kind == list.kind && l.as_of <= list.as_of);
    let last = earlier().find(|l| l.source == list.source).or_else(|| earlier().next());
    let mut changes = match list.kind {
        ListKind::Areas => of_areas(last.map_or(&[], |l| &l.areas), &list.areas),
        ListKind::Sanctions => of_names(last, list),
        ListKind::Revisions => of_revisions(history, list),
        _ => of_entries(history, last, list),
    };
    changes.extend(of_status(history, last, list, day));
    let rank = |c: &Change| match c.what {
        What::Added => 0,
        What::Renamed { .. } => 1,
        What::Removed { .. } => 2,
        What::Status { .. } | What::Recast { .. } => 3,
    };
    changes.sort_by_key(rank);
    Difference { against: last.map(|l| l.as_of), changes }
}

fn change(cid: &str, name: &str, what: What) -> Change {
    Change { cid: cid.to_owned(), name: name.to_owned(), what }
}

fn of_entries(history: &History, last: Option<&SmelterList>, list: &SmelterList) -> Vec<Change> {
    let by_cid = |list: &'_ SmelterList| -> HashMap<String, Entry> {
        list.entries.iter().map(|e| (e.cid.clone(), e.clone())).collect()
    };
    let (before, after) = (last.map(by_cid).unwrap_or_default(), by_cid(list));
    let new = list.entries.iter().filter_map(|e| match before.get(&e.cid) {
        None => Some(change(&e.cid, &e.name, What::Added)),
        Some(old) if old.name != e.name => {
            Some(change(&e.cid, &e.name, What::Renamed { from: old.name.clone() }))
        }
        Some(_) => None,
    });
    let mut changes: Vec<Change> = new.collect();
    for old in last.map_or(&[][..], |l| &l.entries).iter().filter(|e| !after.contains_key(&e.cid)) {
        // A list of revisions may have told already what took its place.
        let told = history.revisions(&old.cid);
        let successors = told
            .iter()
            .rfind(|r| r.kind == RevisionKind::Removed)
            .map_or(Vec::new(), |r| r.successors.clone());
        changes.push(change(&old.cid, &old.name, What::Removed { successors }));
    }
    changes
}

/// Revisions that no list in use has told of.
fn of_revisions(history: &History, list: &SmelterList) -> Vec<Change> {
    let new = list.revisions.iter().filter(|r| !is_known(history, r));
    let changes = new.filter_map(|r| {
        let what = match r.kind {
            RevisionKind::Added => What::Added,
            RevisionKind::Removed => What::Removed { successors: r.successors.clone() },
            RevisionKind::Name => {
                let from = history.status_as_of(&r.cid, list.as_of).name.unwrap_or_default();
                What::Renamed { from }
            }
            RevisionKind::Place | RevisionKind::Metal => return None,
        };
        Some(change(&r.cid, &r.name, what))
    });
    changes.collect()
}

fn is_known(history: &History, revision: &Revision) -> bool {
    history.revisions(&revision.cid).iter().any(|r| r.on == revision.on && r.kind == revision.kind)
}

/// The smelters of either list that are counted otherwise with the new one.
fn of_status(history: &History, last: Option<&SmelterList>, list: &SmelterList, day: Day) -> Vec<Change> {
    let mut lists = history.lists().to_vec();
    lists.push(list.clone());
    let after = History::new(lists);
    let cids = |l: &SmelterList| {
        let revised = l.revisions.iter().map(|r| r.cid.clone());
        l.entries.iter().map(|e| e.cid.clone()).chain(revised).collect::<Vec<_>>()
    };
    let both: BTreeSet<String> = last.into_iter().chain([list]).flat_map(cids).collect();
    let changed = both.into_iter().filter_map(|cid| {
        let (before, after) = (history.status_as_of(&cid, day), after.status_as_of(&cid, day));
        let what = What::Status { from: before.class, to: after.class };
        (before.class != after.class)
            .then(|| change(&cid, &after.name.or(before.name).unwrap_or_default(), what))
    });
    changed.collect()
}

fn of_areas(before: &[Area], after: &[Area]) -> Vec<Change> {
    let name = |a: &Area| {
        let parts = [a.country.as_str(), a.region_code.as_str(), a.region.as_str()];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let same = |a: &Area, b: &Area| {
        a.country == b.country
            && if a.region_code.is_empty() { a.region == b.region } else { a.region_code == b.region_code }
    };
    let new = after.iter().filter_map(|a| match before.iter().find(|b| same(a, b)) {
        None => Some(change("", &name(a), What::Added)),
        Some(b) if b.status != a.status => {
            let (from, to) = (b.status.clone(), a.status.clone());
            Some(change("", &name(a), What::Recast { from, to }))
        }
        Some(_) => None,
    });
    let gone = before.iter().filter(|b| !after.iter().any(|a| same(a, b)));
    new.chain(gone.map(|b| change("", &name(b), What::Removed { successors: Vec::new() }))).collect()
}

fn of_names(last: Option<&SmelterList>, list: &SmelterList) -> Vec<Change> {
    let names =
        |l: &SmelterList| -> BTreeSet<String> { l.sanctioned.iter().map(|s| s.name.clone()).collect() };
    let (before, after) = (last.map(names).unwrap_or_default(), names(list));
    let added = after.difference(&before).map(|name| change("", name, What::Added));
    let gone =
        before.difference(&after).map(|name| change("", name, What::Removed { successors: Vec::new() }));
    added.chain(gone).collect()
}
