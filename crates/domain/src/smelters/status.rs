//! What the lists say of a smelter on a day: one class in which it is counted, and what that rests on.
//!
//! A status is what a list says. The day on which the next assessment was planned changes nothing: it is told beside
//! the status, since lists keep smelters for months past it while they are assessed again.

use super::history::{History, Listed, Removal, Why};
use super::licence::LicenceClass;
use super::list::{Audit, Entry, ListKind, SmelterList};
use crate::Day;
use crate::references::normal_cid;
use serde::{Deserialize, Serialize};

/// A programme that assesses smelters. The initiative's own and those that it recognises are never one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Programme {
    /// Responsible Minerals Assurance Process: of a conformant smelter that bears no mark of another programme.
    Rmap,
    /// London Bullion Market Association.
    Lbma,
    /// Responsible Jewellery Council.
    Rjc,
    /// Tungsten Industry, Conflict Minerals Council.
    TiCmc,
}

/// The one class in which a smelter is counted on a day. Of a smelter that passed through several other programmes the
/// first in this order counts; [`StatusAsOf::programmes`] has them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusClass {
    ConformantRmap,
    ConformantLbma,
    ConformantRjc,
    ConformantTiCmc,
    /// It has committed to an assessment.
    Active,
    /// In the reference list, and neither conformant nor active.
    Listed,
    /// Removed from the reference list: it no longer operates. Not the same as failing an assessment.
    Inoperative,
    /// Removed: it does not smelt or refine.
    NotSmelter,
    /// Removed: others stand for it, under whose numbers it is reported now.
    Replaced,
    /// Removed, and the lists do not say why in words that are known here.
    Removed,
    /// In none of the lists.
    NotListed,
    /// A list without which nobody can say was not imported.
    Unknown,
}

impl StatusClass {
    /// All classes in the order in which they are printed. Each smelter is in exactly one.
    pub const ALL: [StatusClass; 12] = [
        StatusClass::ConformantRmap,
        StatusClass::ConformantLbma,
        StatusClass::ConformantRjc,
        StatusClass::ConformantTiCmc,
        StatusClass::Active,
        StatusClass::Listed,
        StatusClass::Inoperative,
        StatusClass::NotSmelter,
        StatusClass::Replaced,
        StatusClass::Removed,
        StatusClass::NotListed,
        StatusClass::Unknown,
    ];

    /// The part of the text key `smelters.class.<key>`.
    pub fn key(self) -> &'static str {
        match self {
            StatusClass::ConformantRmap => "conformant_rmap",
            StatusClass::ConformantLbma => "conformant_lbma",
            StatusClass::ConformantRjc => "conformant_rjc",
            StatusClass::ConformantTiCmc => "conformant_ti_cmc",
            StatusClass::Active => "active",
            StatusClass::Listed => "listed",
            StatusClass::Inoperative => "inoperative",
            StatusClass::NotSmelter => "not_smelter",
            StatusClass::Replaced => "replaced",
            StatusClass::Removed => "removed",
            StatusClass::NotListed => "not_listed",
            StatusClass::Unknown => "unknown",
        }
    }

    /// Whether it passed an assessment, whoever made it.
    pub fn is_conformant(self) -> bool {
        self.programme().is_some()
    }

    /// Whether it was taken out of the reference list.
    pub fn is_removed(self) -> bool {
        use StatusClass::*;
        matches!(self, Inoperative | NotSmelter | Replaced | Removed)
    }

    /// The programme through which it is conformant.
    pub fn programme(self) -> Option<Programme> {
        match self {
            StatusClass::ConformantRmap => Some(Programme::Rmap),
            StatusClass::ConformantLbma => Some(Programme::Lbma),
            StatusClass::ConformantRjc => Some(Programme::Rjc),
            StatusClass::ConformantTiCmc => Some(Programme::TiCmc),
            _ => None,
        }
    }

    fn conformant(programme: Programme) -> StatusClass {
        match programme {
            Programme::Rmap => StatusClass::ConformantRmap,
            Programme::Lbma => StatusClass::ConformantLbma,
            Programme::Rjc => StatusClass::ConformantRjc,
            Programme::TiCmc => StatusClass::ConformantTiCmc,
        }
    }
}

/// What the audit lists alone say of a smelter.
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

/// The next assessment, as the list plans it: its last one and the cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The day for which it is planned.
    pub on: Day,
    /// Whether that was over on the day that was asked about. A note, never a verdict.
    pub passed: bool,
    /// Whether the list says that it is under way.
    pub under_way: bool,
}

/// A list that an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What the store knows the list by; empty where it does not come from there.
    pub list: String,
    pub kind: ListKind,
    pub as_of: Day,
    /// Where it came from.
    pub source: String,
    /// Who may read what it says.
    pub class: LicenceClass,
    /// Whether it is younger than the day that was asked about: then it is the nearest there is, no more.
    pub later: bool,
}

/// What was true of a smelter on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusAsOf {
    /// The class in which it is counted.
    pub class: StatusClass,
    /// Every programme that it passed, as lists tell.
    pub programmes: Vec<Programme>,
    /// Whether it was in the reference list.
    pub listed: Listed,
    /// What the audit lists said. A smelter may be conformant without being in the reference list.
    pub status: Status,
    /// Its audit, where a list tells of one.
    pub audit: Option<Audit>,
    /// The next assessment, where the list plans one.
    pub planned: Option<Planned>,
    /// That it had been removed by then.
    pub removal: Option<Removal>,
    /// That it was removed later.
    pub removed_later: Option<Removal>,
    /// Its standard name on that day, as far as lists tell.
    pub name: Option<String>,
    /// The lists that this rests on.
    pub evidence: Vec<Evidence>,
}

impl StatusAsOf {
    /// Whether all that this rests on may be printed.
    pub fn may_be_published(&self) -> bool {
        self.evidence.iter().all(|e| e.class.may_be_published())
    }
}

impl History {
    /// What was true of a smelter on a day.
    pub fn status_as_of(&self, cid: &str, day: Day) -> StatusAsOf {
        let cid = normal_cid(cid);
        let mut evidence = Vec::new();
        let mut asked = |kind| {
            let list = self.list_for(kind, &cid, day)?;
            evidence.push(Evidence::of(list, day));
            Some((list, self.entry(list, &cid)))
        };
        let reference = asked(ListKind::Reference);
        let conformant = asked(ListKind::Conformant);
        let active = asked(ListKind::Active);
        let recognised: Vec<Programme> = [Programme::Lbma, Programme::Rjc, Programme::TiCmc]
            .into_iter()
            .filter(|programme| asked(ListKind::of(*programme)).is_some_and(|(_, entry)| entry.is_some()))
            .collect();
        let in_list = |of: Option<(_, Option<&Entry>)>| of.is_some_and(|(_, entry)| entry.is_some());
        let status = match (&conformant, &active) {
            (Some((_, Some(_))), _) => Status::Conformant,
            (_, Some((_, Some(_)))) => Status::Active,
            (None, _) => Status::Unknown,
            _ => Status::Neither,
        };
        let audit = conformant.and_then(|(_, entry)| entry?.audit.clone());
        let programmes = programmes(in_list(conformant), audit.as_ref(), recognised);
        let listed = self.listed(&cid, day);
        let removal = (listed == Listed::No).then(|| self.removal(&cid, day)).flatten();
        let removed_later = (listed == Listed::Yes).then(|| self.later_removal(&cid, day)).flatten();
        if (removal.is_some() || removed_later.is_some())
            && let Some(list) = self.list_on(ListKind::Revisions, day)
        {
            evidence.push(Evidence::of(list, day));
        }
        // Of two lists at odds the younger counts: lists of conformant smelters keep some that the reference list has
        // lost. That a removal took place which no revision tells of is only a guess.
        let still = |list: &SmelterList| {
            removal.as_ref().is_none_or(|r| r.why.is_empty() || r.on <= Some(list.as_of))
        };
        let holds = |of: Option<(&SmelterList, Option<&Entry>)>| {
            of.is_some_and(|(list, entry)| entry.is_some() && still(list))
        };
        // Where the initiative's own list is there, it alone says who is conformant.
        let passed = if conformant.is_some() { holds(conformant) } else { !programmes.is_empty() };
        let class = match programmes.first() {
            Some(programme) if passed => StatusClass::conformant(*programme),
            _ if holds(active) => StatusClass::Active,
            _ => match (listed, removal.as_ref().map(Removal::reason)) {
                (_, Some(Why::Inoperative)) => StatusClass::Inoperative,
                (_, Some(Why::NotSmelter)) => StatusClass::NotSmelter,
                (_, Some(Why::Replaced)) => StatusClass::Replaced,
                (_, Some(Why::Other)) => StatusClass::Removed,
                (Listed::Yes, None) if conformant.is_some() => StatusClass::Listed,
                (Listed::No, None) => StatusClass::NotListed,
                _ => StatusClass::Unknown,
            },
        };
        let entries = [reference, conformant, active].into_iter().flatten().filter_map(|(_, entry)| entry);
        StatusAsOf {
            class,
            programmes,
            listed,
            status,
            planned: audit.as_ref().and_then(|audit| planned(audit, day)),
            audit,
            removal,
            removed_later,
            name: entries.map(|e| e.name.clone()).next(),
            evidence,
        }
    }
}

impl Evidence {
    pub fn of(list: &SmelterList, day: Day) -> Evidence {
        Evidence {
            list: list.id.clone(),
            kind: list.kind,
            as_of: list.as_of,
            source: list.source.clone(),
            class: list.class,
            later: list.as_of > day,
        }
    }
}

/// The programmes that a smelter passed: by the marks of the list of conformant ones, and by the programmes' own lists.
fn programmes(conformant: bool, audit: Option<&Audit>, recognised: Vec<Programme>) -> Vec<Programme> {
    let marked = |programme| match programme {
        Programme::Lbma => audit.is_some_and(|a| a.lbma),
        Programme::Rjc => audit.is_some_and(|a| a.rjc),
        Programme::Rmap | Programme::TiCmc => false,
    };
    let others = [Programme::Lbma, Programme::Rjc, Programme::TiCmc];
    let mut all: Vec<Programme> =
        others.into_iter().filter(|p| marked(*p) || recognised.contains(p)).collect();
    if all.is_empty() && conformant {
        all.push(Programme::Rmap);
    }
    all
}

fn planned(audit: &Audit, day: Day) -> Option<Planned> {
    let last = audit.last?;
    let on = last.in_year(last.year() + i32::from(audit.cycle?))?;
    Some(Planned { passed: on < day, on, under_way: audit.under_way })
}
