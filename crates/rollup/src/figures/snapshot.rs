//! What figures are asked of: everything that was frozen.
//!
//! To be stored with a snapshot: [`Facts`], the settings, and of the one before its figures ([`super::Kept`]) and its
//! smelters ([`Earlier`]).

use crate::lists::{Known, Lists};
use crate::merge::Smelter;
use crate::{Own, Rollup, Settings, Survey};
use domain::day::{Day, or_blank};
use domain::smelters::StatusClass;
use domain::smelters::status::Planned;
use domain::{Metal, Template};
use serde::{Deserialize, Serialize};

/// Which facilities a report counts: said with every figure that counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FacilityRule {
    /// On the list on the day.
    #[default]
    OnTheDay,
    /// On the list at any time in the year.
    InTheYear,
}

impl FacilityRule {
    pub fn words(self) -> &'static str {
        match self {
            FacilityRule::OnTheDay => "on the reference list on the day of the lists",
            FacilityRule::InTheYear => "on the reference list at any time since the year began",
        }
    }
}

/// What is said of the snapshot itself. What is left blank prints as not recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The last day on which an answer counts.
    #[serde(with = "or_blank")]
    pub cutoff_on: Option<Day>,
    /// The first day of the year that is reported.
    #[serde(with = "or_blank")]
    pub year_from: Option<Day>,
    pub facilities: FacilityRule,
    /// The largest suppliers that together have this share of the spend, in percent, were flagged as important.
    pub important: Option<u32>,
    pub approver: String,
    /// The versions of the template that were accepted.
    pub versions: Vec<String>,
    /// For how long records are kept, in words.
    pub records_kept: String,
    /// The versions of rules and engine.
    pub engine: String,
}

/// A smelter of an earlier snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub metal: Metal,
    pub cid: String,
    pub status: StatusClass,
}

/// Everything that was frozen, with what the roll-up made of it.
#[derive(Clone, Copy)]
pub struct Snapshot<'a> {
    pub survey: &'a Survey,
    pub own: &'a Own,
    pub lists: &'a Lists,
    /// What the lists said on the last day of the year, where that is another day.
    pub year_end: Option<&'a Lists>,
    pub settings: &'a Settings,
    pub template: &'a Template,
    pub rollup: &'a Rollup,
    pub facts: &'a Facts,
    /// The smelters of the snapshot before.
    pub earlier: Option<&'a [Earlier]>,
}

impl<'a> Snapshot<'a> {
    /// What the lists know of a smelter that counts as a facility.
    pub fn facility(&self, smelter: &Smelter) -> Option<&'a Known> {
        let known = self.lists.known(smelter.key.cid()?)?;
        let in_year = || {
            let removal = known.removal.as_ref();
            removal.is_some_and(|removal| removal.on >= self.facts.year_from)
        };
        let counts = known.is_listed
            || known.takes_part()
            || (self.facts.facilities == FacilityRule::InTheYear && in_year());
        counts.then_some(known)
    }

    /// The smelters that count as facilities, by their place among all.
    pub fn facilities(&self) -> impl Iterator<Item = (u32, &'a Smelter, &'a Known)> {
        let all = (0..).zip(&self.rollup.merged.smelters);
        all.filter_map(|(i, smelter)| Some((i, smelter, self.facility(smelter)?)))
    }

    /// The annex: every facility once, in the order of metal and name.
    pub fn annex(&self) -> Vec<AnnexRow> {
        let row = |(smelter, s, known): (u32, &Smelter, &Known)| AnnexRow {
            smelter,
            metal: self.template.metals[s.key.metal],
            cid: s.key.cid().unwrap_or_default().to_owned(),
            name: known.name.clone(),
            country: known.country.clone(),
            status: known.status,
            planned: known.planned.clone(),
        };
        let mut rows: Vec<(usize, AnnexRow)> = self.facilities().map(|f| (f.1.key.metal, row(f))).collect();
        rows.sort_by(|(m, a), (n, b)| (m, &a.name, &a.cid).cmp(&(n, &b.name, &b.cid)));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// What the snapshot after this one compares its smelters with.
    pub fn as_earlier(&self) -> Vec<Earlier> {
        let annex = self.annex().into_iter();
        annex.map(|row| Earlier { metal: row.metal, cid: row.cid, status: row.status }).collect()
    }
}

/// A row of the annex of facilities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnnexRow {
    /// One of [`crate::merge::Merged::smelters`].
    pub smelter: u32,
    pub metal: Metal,
    pub cid: String,
    pub name: String,
    pub country: String,
    pub status: StatusClass,
    /// A note: the next assessment, past or not.
    pub planned: Option<Planned>,
}
