//! What lists say on the day that is asked about, and what the team decided about smelters.
//!
//! Each has a day, and belongs to the snapshot with the lists by hash.

use domain::references::normal_cid;
use domain::smelters::history::Removal;
use domain::smelters::status::{Evidence, Planned};
use domain::smelters::{History, LicenceClass, ListKind, Listed, StatusClass};
use domain::{Day, Metal, References};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use crate::verdicts::{Sourcing, Takes, Verdict, VerdictKind};
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
    /// The terms of its name and number: of the lists that have them, those of the most open one.
    pub name_terms: LicenceClass,
    /// The terms of its status: of the lists that it rests on, those of the strictest one.
    pub status_terms: LicenceClass,
}

impl Known {
    /// Whether it takes part in a programme: conformant, or on its way.
    pub fn takes_part(&self) -> bool {
        self.status.is_conformant() || self.status == StatusClass::Active
    }
}

/// What is known about smelters on a day.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// The day on which a status is asked.
    pub day: Day,
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
    /// What the company's own lists call smelters, by CID.
    pub classes: BTreeMap<String, String>,
}

impl Lists {
    /// What imported lists say on a day.
    pub fn on(history: &History, day: Day) -> Lists {
        let mut evidence: Vec<Evidence> = Vec::new();
        let mut known = BTreeMap::new();
        let name_terms = name_terms(history);
        for facility in history.facilities(day) {
            let says = history.status_as_of(&facility.cid, day);
            let terms = name_terms.get(&(facility.cid.as_str(), facility.name.as_str()));
            let smelter = Known {
                name_terms: terms.copied().unwrap_or_default(),
                status_terms: says.evidence.iter().map(|e| e.class).max().unwrap_or_default(),
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
        let mut lists = Lists { day, references: history.references(day), known, ..Lists::default() };
        if let Some(list) = history.list_on(ListKind::Areas, day) {
            evidence.push(Evidence::of(list, day));
            for area in &list.areas {
                let countries =
                    if area.is_country() { &mut lists.high_risk } else { &mut lists.high_risk_in_part };
                countries.insert(area.country.clone());
            }
        }
        for cid in lists.known.keys() {
            let classes: BTreeSet<&str> = history
                .marks(cid, day)
                .iter()
                .map(|mark| mark.class.trim())
                .filter(|c| !c.is_empty())
                .collect();
            if !classes.is_empty() {
                lists.classes.insert(cid.clone(), classes.into_iter().collect::<Vec<_>>().join(", "));
            }
        }
        let is_recycler = |cid: &String| {
            history.marks(cid, day).iter().any(|mark| mark.class.to_lowercase().contains("recycl"))
        };
        lists.recyclers = lists.known.keys().filter(|cid| is_recycler(cid)).cloned().collect();
        lists.evidence = evidence;
        lists
    }

    /// The strictest terms of the lists that figures about smelters rest on.
    pub fn terms(&self) -> LicenceClass {
        self.evidence.iter().map(|e| e.class).max().unwrap_or(LicenceClass::Public)
    }

    pub fn known(&self, cid: &str) -> Option<&Known> {
        self.known.get(cid)
    }

    /// What is said on the day of where a smelter takes its ore from.
    pub fn sourcing_of(&self, cid: &str) -> impl Iterator<Item = &Sourcing> {
        self.sourcing.iter().filter(move |s| s.cid == cid && s.holds_on(self.day))
    }
}

/// Of every number with a name that a list gives it, the terms of the most open of those lists.
fn name_terms(history: &History) -> HashMap<(&str, &str), LicenceClass> {
    let mut all: HashMap<(&str, &str), LicenceClass> = HashMap::new();
    for list in history.lists() {
        let entries = list.entries.iter().chain(&list.others).map(|e| (e.cid.as_str(), e.name.as_str()));
        let revisions = list.revisions.iter().chain(&list.other_revisions);
        for named in entries.chain(revisions.map(|r| (r.cid.as_str(), r.name.as_str()))) {
            let terms = all.entry(named).or_insert(list.class);
            *terms = list.class.min(*terms);
        }
    }
    all
}
