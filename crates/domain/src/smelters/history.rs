//! Several dated lists together: what was true on a day.

use super::facility::Facility;
use super::list::{Entry, ListKind, SmelterList};
use super::revision::{Revision, RevisionKind};
use crate::references::normal_cid;
use crate::{Day, Metal, References, Smelter};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Whether a smelter was in the reference list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listed {
    /// It was.
    Yes,
    /// It was not.
    No,
    /// No reference list was imported: nobody can say.
    Unknown,
}

/// That and why a smelter was taken out of the reference list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// The day, where it is known; of a removal that no revision tells of, the day of the first list without it.
    pub on: Option<Day>,
    /// Why, in the list's words; empty where it is not said.
    pub why: String,
    /// The smelters that took its place.
    pub successors: Vec<String>,
}

/// Why a smelter was taken out, as far as the list's words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It no longer operates.
    Inoperative,
    /// It does not smelt or refine.
    NotSmelter,
    /// Others stand for it: it is known under another number, or its works are reported one by one.
    Replaced,
    Other,
}

impl Removal {
    /// Why it was taken out.
    pub fn reason(&self) -> Why {
        let why = self.why.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| why.contains(word));
        if says(&["no longer", "not operat", "inoperative", "ceased", "closed"]) {
            Why::Inoperative
        } else if says(&["definition of a smelter", "not a smelter", "not a refiner"]) {
            Why::NotSmelter
        } else if !self.successors.is_empty() {
            Why::Replaced
        } else {
            Why::Other
        }
    }
}

/// Dated lists.
#[derive(Clone, Debug, Default)]
pub struct History {
    lists: Vec<SmelterList>,
    /// Where the entries and the revisions of a smelter stand: of each list, in the lists' order.
    entries: Vec<HashMap<String, usize>>,
    revisions: HashMap<String, Vec<(usize, usize)>>,
    /// The smelters of metals that no template asks about, with the metal.
    others: HashMap<String, Metal>,
}

impl History {
    /// Puts lists together. Of two of one kind and day the one that comes later counts; else order does not matter.
    pub fn new(mut lists: Vec<SmelterList>) -> History {
        lists.sort_by_key(|a| a.as_of);
        let of_list = |list: &SmelterList| all_entries(list).map(|e| e.cid.clone()).zip(0..).collect();
        let entries = lists.iter().map(of_list).collect();
        let mut revisions: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (l, list) in lists.iter().enumerate() {
            for (r, revision) in all_revisions(list).enumerate() {
                revisions.entry(revision.cid.clone()).or_default().push((l, r));
            }
        }
        let of_others = |list: &SmelterList| {
            let entries = list.others.iter().map(|e| (e.cid.clone(), e.metal));
            entries.chain(list.other_revisions.iter().map(|r| (r.cid.clone(), r.metal))).collect::<Vec<_>>()
        };
        let others = lists.iter().flat_map(of_others).collect();
        History { lists, entries, revisions, others }
    }

    /// What one of these lists says of a smelter.
    pub(super) fn entry(&self, list: &SmelterList, cid: &str) -> Option<&Entry> {
        let l = self.lists.iter().position(|l| std::ptr::eq(l, list))?;
        self.entries[l].get(cid).and_then(|e| all_entries(&self.lists[l]).nth(*e))
    }

    /// The lists, oldest first.
    pub fn lists(&self) -> &[SmelterList] {
        &self.lists
    }

    /// The list of a kind that holds on a day: the latest until then, otherwise the first after it.
    pub fn list_on(&self, kind: ListKind, day: Day) -> Option<&SmelterList> {
        self.list_of(kind, None, day)
    }

    /// The list that holds for a smelter: of reference lists, of which each template has its own, one of its metal.
    pub(super) fn list_for(&self, kind: ListKind, cid: &str, day: Day) -> Option<&SmelterList> {
        self.list_of(kind, self.others.get(cid), day)
    }

    fn list_of(&self, kind: ListKind, other: Option<&Metal>, day: Day) -> Option<&SmelterList> {
        let covers = |l: &SmelterList| match (kind, other) {
            (ListKind::Reference, Some(metal)) => l.others.iter().any(|e| e.metal == *metal),
            (ListKind::Reference, None) => l.others.is_empty() || !l.entries.is_empty(),
            _ => true,
        };
        let of_kind = || self.lists.iter().filter(|l| l.kind == kind && covers(l));
        of_kind().rfind(|l| l.as_of <= day).or_else(|| {
            let first = of_kind().next()?;
            of_kind().rfind(|l| l.as_of == first.as_of)
        })
    }

    /// The revisions of a smelter, oldest first. Later lists of revisions repeat earlier ones; each counts
    /// once.
    pub fn revisions(&self, cid: &str) -> Vec<&Revision> {
        let cid = normal_cid(cid);
        let mut found: Vec<&Revision> = Vec::new();
        let told = self.revisions.get(&cid).into_iter().flatten();
        for revision in told.filter_map(|(l, r)| all_revisions(&self.lists[*l]).nth(*r)) {
            if !found.iter().any(|f| f.on == revision.on && f.kind == revision.kind) {
                found.push(revision);
            }
        }
        found.sort_by_key(|a| a.on);
        found
    }

    /// From the nearest list, with the revisions between its day and the one that is asked about.
    pub(super) fn listed(&self, cid: &str, day: Day) -> Listed {
        let Some(list) = self.list_for(ListKind::Reference, cid, day) else { return Listed::Unknown };
        let mut is_in = self.entry(list, cid).is_some();
        let moves = self.revisions(cid);
        let moves = moves.iter().filter(|r| matches!(r.kind, RevisionKind::Removed | RevisionKind::Added));
        if list.as_of <= day {
            for r in moves.filter(|r| r.on > list.as_of && r.on <= day) {
                is_in = r.kind == RevisionKind::Added;
            }
        } else {
            // Undone one by one, the youngest first.
            for r in moves.rev().filter(|r| r.on > day && r.on <= list.as_of) {
                is_in = r.kind == RevisionKind::Removed;
            }
        }
        if is_in { Listed::Yes } else { Listed::No }
    }

    pub(super) fn removal(&self, cid: &str, day: Day) -> Option<Removal> {
        let told = self.revisions(cid);
        let told = told.iter().rfind(|r| r.kind == RevisionKind::Removed && r.on <= day);
        if let Some(r) = told {
            return Some(Removal {
                on: Some(r.on),
                why: r.details.clone(),
                successors: r.successors.clone(),
            });
        }
        // No revision tells of it, but an earlier list had it.
        let other = self.others.contains_key(cid);
        let covers = |l: &SmelterList| if other { !l.others.is_empty() } else { !l.entries.is_empty() };
        let of_kind = self.lists.iter().filter(|l| l.kind == ListKind::Reference && covers(l));
        let mut lists = of_kind.filter(|l| l.as_of <= day);
        let has = |l: &SmelterList| self.entry(l, cid).is_some();
        lists.by_ref().find(|l| has(l))?;
        lists.find(|l| !has(l)).map(|l| Removal {
            on: Some(l.as_of),
            why: String::new(),
            successors: Vec::new(),
        })
    }

    pub(super) fn later_removal(&self, cid: &str, day: Day) -> Option<Removal> {
        let told = self.revisions(cid);
        let last = told.iter().rfind(|r| matches!(r.kind, RevisionKind::Removed | RevisionKind::Added))?;
        (last.kind == RevisionKind::Removed && last.on > day).then(|| Removal {
            on: Some(last.on),
            why: last.details.clone(),
            successors: last.successors.clone(),
        })
    }

    /// Every smelter that any list knows, under every name that any gave it, as seen on a day.
    pub fn facilities(&self, day: Day) -> Vec<Facility> {
        let mut all: Vec<Facility> = Vec::new();
        let mut by_cid = HashMap::new();
        // The list that holds on the day names the smelter; what others call it are further names.
        let holding = self.list_on(ListKind::Reference, day);
        let others = self.lists.iter().rev().filter(|l| !holding.is_some_and(|h| std::ptr::eq(h, *l)));
        let of_list = |list: &SmelterList| -> Vec<Facility> {
            let entries = list.entries.iter().map(Facility::from);
            entries.chain(list.revisions.iter().map(Facility::from)).collect()
        };
        for facility in holding.into_iter().chain(others).flat_map(of_list) {
            let i = *by_cid.entry(facility.cid.clone()).or_insert_with(|| {
                all.push(Facility { aliases: Vec::new(), old_ids: Vec::new(), ..facility.clone() });
                all.len() - 1
            });
            all[i].also(facility);
        }
        for facility in &mut all {
            if self.listed(&facility.cid, day) == Listed::No {
                facility.removed = self.removal(&facility.cid, day);
            }
        }
        all
    }

    /// The reference list of a day as the rules want it: with the smelters that had been removed by then.
    pub fn references(&self, day: Day) -> References {
        let Some(list) = self.list_on(ListKind::Reference, day) else { return References::default() };
        let listed = |f: &Facility| self.listed(&f.cid, day) == Listed::Yes;
        let smelters = self.facilities(day).into_iter().filter(|f| f.removed.is_some() || listed(f));
        References::new(list.source.clone(), list.as_of, smelters.map(Smelter::from).collect())
    }
}

/// The smelters of a list, those last that no template asks about.
fn all_entries(list: &SmelterList) -> impl Iterator<Item = &Entry> {
    list.entries.iter().chain(&list.others)
}

fn all_revisions(list: &SmelterList) -> impl Iterator<Item = &Revision> {
    list.revisions.iter().chain(&list.other_revisions)
}
