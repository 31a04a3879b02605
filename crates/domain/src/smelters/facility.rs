//! A smelter with all that is known to recognise it by.

use super::history::Removal;
use super::list::Entry;
use super::revision::Revision;
use crate::{Metal, Smelter, answer};
use serde::{Deserialize, Serialize};

/// A smelter to be recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facility {
    pub cid: String,
    pub metal: Option<Metal>,
    /// Standard name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Country, as the list spells it.
    pub country: String,
    pub city: String,
    /// Identification numbers from before 2014.
    pub old_ids: Vec<String>,
    /// That it is no longer in the reference list.
    pub removed: Option<Removal>,
}

impl Facility {
    /// Its names, the standard one first.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.aliases)
    }

    /// Takes in what another list says of the same smelter.
    pub(super) fn also(&mut self, other: Facility) {
        for name in std::iter::once(other.name).chain(other.aliases) {
            if !answer::is_blank(&name) && !self.names().any(|n| *n == name) {
                self.aliases.push(name);
            }
        }
        for id in other.old_ids {
            if !self.old_ids.contains(&id) {
                self.old_ids.push(id);
            }
        }
        for (mine, other) in [(&mut self.country, other.country), (&mut self.city, other.city)] {
            if mine.is_empty() {
                *mine = other;
            }
        }
    }
}

impl From<&Entry> for Facility {
    fn from(entry: &Entry) -> Facility {
        Facility {
            cid: entry.cid.clone(),
            metal: Some(entry.metal),
            name: entry.name.clone(),
            aliases: entry.aliases.clone(),
            country: entry.country.clone(),
            city: entry.city.clone(),
            old_ids: entry.old_ids.clone(),
            removed: None,
        }
    }
}

impl From<&Revision> for Facility {
    fn from(revision: &Revision) -> Facility {
        Facility {
            cid: revision.cid.clone(),
            metal: Some(revision.metal),
            name: revision.name.clone(),
            country: revision.country.clone(),
            ..Facility::default()
        }
    }
}

impl From<&Smelter> for Facility {
    fn from(smelter: &Smelter) -> Facility {
        let removal = |why: &String| Removal {
            on: smelter.removed_on,
            why: why.clone(),
            successors: smelter.successor.iter().cloned().collect(),
        };
        Facility {
            cid: smelter.cid.clone(),
            metal: smelter.metal,
            name: smelter.name.clone(),
            aliases: smelter.aliases.clone(),
            country: smelter.country.clone(),
            removed: smelter.removed.as_ref().map(removal),
            ..Facility::default()
        }
    }
}

impl From<Facility> for Smelter {
    fn from(facility: Facility) -> Smelter {
        let (removed, removed_on, successor) = match facility.removed {
            Some(r) => (Some(r.why), r.on, r.successors.into_iter().next()),
            None => (None, None, None),
        };
        Smelter {
            cid: facility.cid,
            metal: facility.metal,
            name: facility.name,
            aliases: facility.aliases,
            country: facility.country,
            removed,
            removed_on,
            successor,
        }
    }
}
