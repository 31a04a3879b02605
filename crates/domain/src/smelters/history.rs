//! Several dated lists together: what was true on a day.

use super::facility::Facility;
use super::list::{Audit, Entry, ListKind, SmelterList};
use super::revision::{Revision, RevisionKind};
use crate::references::normal_cid;
use crate::{References, Smelter};
use serde::{Deserialize, Serialize};

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

/// What the audit lists say of a smelter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It passed an audit.
    Conformant,
    /// It has committed to one.
    Active,
    Neither,
    /// No list of conformant smelters was imported: nobody can say.
    Unknown,
}

/// A list that an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub kind: ListKind,
    pub as_of: String,
    /// Where it came from.
    pub source: String,
    /// Whether it is younger than the day that was asked about: then it is the nearest there is, no more.
    pub later: bool,
}

/// That and why a smelter was taken out of the reference list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// The day; of a removal that no revision tells of, the day of the first list without it.
    pub on: String,
    /// Why, in the list's words; empty where it is not said.
    pub why: String,
    /// The smelters that took its place.
    pub successors: Vec<String>,
}

/// What was true of a smelter on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusAsOf {
    /// Whether it was in the reference list.
    pub listed: Listed,
    /// What the audit lists said. A smelter may be conformant without being in the reference list.
    pub status: Status,
    /// Its audit, where a list tells of one.
    pub audit: Option<Audit>,
    /// That it had been removed by then.
    pub removal: Option<Removal>,
    /// That it was removed later.
    pub removed_later: Option<Removal>,
    /// Its standard name on that day, as far as lists tell.
    pub name: Option<String>,
    /// The lists that this rests on.
    pub evidence: Vec<Evidence>,
}

/// Dated lists. Days are texts like `2026-04-17`, which sort as days do.
#[derive(Clone, Debug, Default)]
pub struct History {
    lists: Vec<SmelterList>,
}

impl History {
    /// Puts lists together. Of two of one kind and day the one that comes later counts; else order does not matter.
    pub fn new(mut lists: Vec<SmelterList>) -> History {
        lists.sort_by(|a, b| a.as_of.cmp(&b.as_of));
        History { lists }
    }

    /// The lists, oldest first.
    pub fn lists(&self) -> &[SmelterList] {
        &self.lists
    }

    /// The list of a kind that holds on a day: the latest until then, otherwise the first after it.
    pub fn list_on(&self, kind: ListKind, day: &str) -> Option<&SmelterList> {
        let of_kind = || self.lists.iter().filter(|l| l.kind == kind);
        of_kind().rfind(|l| l.as_of.as_str() <= day).or_else(|| {
            let first = of_kind().next()?;
            of_kind().rfind(|l| l.as_of == first.as_of)
        })
    }

    /// The revisions of a smelter, oldest first. Later lists of revisions repeat earlier ones; each counts
    /// once.
    pub fn revisions(&self, cid: &str) -> Vec<&Revision> {
        let cid = normal_cid(cid);
        let mut found: Vec<&Revision> = Vec::new();
        for revision in self.lists.iter().flat_map(|l| &l.revisions).filter(|r| r.cid == cid) {
            if !found.iter().any(|f| f.on == revision.on && f.kind == revision.kind) {
                found.push(revision);
            }
        }
        found.sort_by(|a, b| a.on.cmp(&b.on));
        found
    }

    /// What was true of a smelter on a day.
    pub fn status_as_of(&self, cid: &str, day: &str) -> StatusAsOf {
        let cid = normal_cid(cid);
        let find = |list: &'_ SmelterList| list.entries.iter().find(|e| e.cid == cid).cloned();
        let mut evidence = Vec::new();
        let mut rest_on = |list: Option<&SmelterList>| -> Option<Option<Entry>> {
            let list = list?;
            evidence.push(Evidence {
                kind: list.kind,
                as_of: list.as_of.clone(),
                source: list.source.clone(),
                later: list.as_of.as_str() > day,
            });
            Some(find(list))
        };
        let reference = rest_on(self.list_on(ListKind::Reference, day));
        let conformant = rest_on(self.list_on(ListKind::Conformant, day));
        let active = rest_on(self.list_on(ListKind::Active, day));
        let status = match (&conformant, &active) {
            (Some(Some(_)), _) => Status::Conformant,
            (_, Some(Some(_))) => Status::Active,
            (None, _) => Status::Unknown,
            _ => Status::Neither,
        };
        let listed = self.listed(&cid, day);
        let removal = (listed == Listed::No).then(|| self.removal(&cid, day)).flatten();
        let removed_later = (listed == Listed::Yes).then(|| self.later_removal(&cid, day)).flatten();
        let entries = [reference, conformant.clone(), active].into_iter().flatten().flatten();
        StatusAsOf {
            listed,
            status,
            audit: conformant.flatten().and_then(|e| e.audit),
            removal,
            removed_later,
            name: entries.map(|e| e.name).next(),
            evidence,
        }
    }

    /// From the nearest list, with the revisions between its day and the one that is asked about.
    fn listed(&self, cid: &str, day: &str) -> Listed {
        let Some(list) = self.list_on(ListKind::Reference, day) else { return Listed::Unknown };
        let mut is_in = list.entries.iter().any(|e| e.cid == cid);
        let moves = self.revisions(cid);
        let moves = moves.iter().filter(|r| matches!(r.kind, RevisionKind::Removed | RevisionKind::Added));
        if list.as_of.as_str() <= day {
            for r in moves.filter(|r| r.on > list.as_of && r.on.as_str() <= day) {
                is_in = r.kind == RevisionKind::Added;
            }
        } else {
            // Undone one by one, the youngest first.
            for r in moves.rev().filter(|r| r.on.as_str() > day && r.on <= list.as_of) {
                is_in = r.kind == RevisionKind::Removed;
            }
        }
        if is_in { Listed::Yes } else { Listed::No }
    }

    fn removal(&self, cid: &str, day: &str) -> Option<Removal> {
        let told = self.revisions(cid);
        let told = told.iter().rfind(|r| r.kind == RevisionKind::Removed && r.on.as_str() <= day);
        if let Some(r) = told {
            return Some(Removal {
                on: r.on.clone(),
                why: r.details.clone(),
                successors: r.successors.clone(),
            });
        }
        // No revision tells of it, but an earlier list had it.
        let mut lists =
            self.lists.iter().filter(|l| l.kind == ListKind::Reference && l.as_of.as_str() <= day);
        let has = |l: &SmelterList| l.entries.iter().any(|e| e.cid == cid);
        lists.by_ref().find(|l| has(l))?;
        lists.find(|l| !has(l)).map(|l| Removal {
            on: l.as_of.clone(),
            why: String::new(),
            successors: Vec::new(),
        })
    }

    fn later_removal(&self, cid: &str, day: &str) -> Option<Removal> {
        let told = self.revisions(cid);
        let last = told.iter().rfind(|r| matches!(r.kind, RevisionKind::Removed | RevisionKind::Added))?;
        (last.kind == RevisionKind::Removed && last.on.as_str() > day).then(|| Removal {
            on: last.on.clone(),
            why: last.details.clone(),
            successors: last.successors.clone(),
        })
    }

    /// Every smelter that any list knows, under every name that any gave it, as seen on a day.
    pub fn facilities(&self, day: &str) -> Vec<Facility> {
        let mut all: Vec<Facility> = Vec::new();
        let mut by_cid = std::collections::HashMap::new();
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
    pub fn references(&self, day: &str) -> References {
        let Some(list) = self.list_on(ListKind::Reference, day) else { return References::default() };
        let listed = |f: &Facility| self.listed(&f.cid, day) == Listed::Yes;
        let smelters = self.facilities(day).into_iter().filter(|f| f.removed.is_some() || listed(f));
        References::new(list.source.clone(), list.as_of.clone(), smelters.map(Smelter::from).collect())
    }
}
