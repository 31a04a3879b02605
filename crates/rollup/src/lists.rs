//! What lists say on the day that is asked about, and what the team decided about smelters.
//!
//! To be stored beside the lists that there are: verdicts on smelters, and from where smelters are known to take their ore.
//! Each has a day, and belongs to the snapshot with the lists by hash.

use domain::references::normal_cid;
use domain::smelters::history::Removal;
use domain::smelters::status::{Evidence, Planned};
use domain::smelters::{History, LicenceClass, ListKind, Listed, StatusClass};
use domain::{Metal, References};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

pub use domain::smelters::AliasDecision;

/// A smelter as it stands on the day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Known {
    pub metal: Option<Metal>,
    pub name: String,
    /// Where it stands.
    pub country: String,
    pub status: StatusClass,
    /// Whether the reference list has it on the day.
    pub is_listed: bool,
    pub removal: Option<Removal>,
    /// A note and nothing else: the status is what the list says.
    pub planned: Option<Planned>,
}

impl Known {
    /// Whether it takes part in a programme: conformant, or on its way.
    pub fn takes_part(&self) -> bool {
        self.status.is_conformant() || self.status == StatusClass::Active
    }
}

/// What somebody of the team decided about a smelter, with the reason: without one it does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Its CID, or the name that was typed.
    pub smelter: String,
    pub metal: Metal,
    pub kind: VerdictKind,
    pub note: String,
    pub by: String,
    pub on: String,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// A trader, or a name that says nothing.
    Rejected,
    /// The name of something that is no smelter, with evidence in the note.
    NotASmelter,
    /// Nothing is reported before a list of sanctions has been looked at.
    Held,
    /// Of several successors this one is meant.
    Successor(String),
}

/// From where a smelter is known to take its ore.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourcing {
    pub cid: String,
    /// ISO 3166 codes.
    pub countries: Vec<String>,
    /// Who may read this.
    pub class: LicenceClass,
}

/// What is known about smelters on a day.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// The day on which a status is asked.
    pub day: String,
    /// The lists that were asked.
    pub evidence: Vec<Evidence>,
    pub references: References,
    pub known: BTreeMap<String, Known>,
    /// Which name means which smelter, as the team decided.
    pub learnt: Vec<AliasDecision>,
    pub verdicts: Vec<Verdict>,
    pub sourcing: Vec<Sourcing>,
    /// Conflict-affected and high-risk countries, by ISO 3166 code.
    pub high_risk: BTreeSet<String>,
    /// Countries of which only regions are: they make no Yes, and forbid a No.
    pub high_risk_in_part: BTreeSet<String>,
    /// Smelters of which the company's own list says that they take nothing but scrap, by CID.
    pub recyclers: BTreeSet<String>,
}

impl Lists {
    /// What imported lists say on a day.
    pub fn on(history: &History, day: &str) -> Lists {
        let mut evidence: Vec<Evidence> = Vec::new();
        let mut known = BTreeMap::new();
        for facility in history.facilities(day) {
            let says = history.status_as_of(&facility.cid, day);
            let smelter = Known {
                metal: facility.metal,
                name: facility.name,
                country: facility.country,
                status: says.class,
                is_listed: says.listed == Listed::Yes,
                removal: says.removal,
                planned: says.planned,
            };
            known.insert(normal_cid(&facility.cid), smelter);
            for list in says.evidence {
                if !evidence.contains(&list) {
                    evidence.push(list);
                }
            }
        }
        let mut lists =
            Lists { day: day.to_owned(), references: history.references(day), known, ..Lists::default() };
        if let Some(list) = history.list_on(ListKind::Areas, day) {
            evidence.push(Evidence::of(list, day));
            for area in &list.areas {
                let countries =
                    if area.is_country() { &mut lists.high_risk } else { &mut lists.high_risk_in_part };
                countries.insert(area.country.clone());
            }
        }
        let is_recycler = |cid: &String| {
            history.marks(cid, day).iter().any(|mark| mark.class.to_lowercase().contains("recycl"))
        };
        lists.recyclers = lists.known.keys().filter(|cid| is_recycler(cid)).cloned().collect();
        lists.evidence = evidence;
        lists
    }

    pub fn known(&self, cid: &str) -> Option<&Known> {
        self.known.get(cid)
    }
}
