//! What pictures of a snapshot are drawn of besides its figures: days and countries.

use super::counted::Counted;
use super::snapshot::Snapshot;
use crate::access::Viewer;
use crate::records::{ByDay, Day};
use crate::{Result, ServiceError};
use domain::workflow::RequestState;
use std::collections::{BTreeMap, BTreeSet};

/// The days of a snapshot's answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrozenDays {
    /// Suppliers by the day of the answer that counts; together they are those of R1.
    pub answers: ByDay,
    /// The day on which the first request went out.
    pub first: Option<Day>,
}

impl Snapshot {
    /// On which days reminders went out; none of an older snapshot, which did not keep them.
    pub fn reminder_days(&self) -> Option<ByDay> {
        Some(self.reminded.as_ref()?.iter().map(|(day, n)| (*day, *n)).collect())
    }

    /// On which days the answers came that count.
    pub fn days(&self) -> FrozenDays {
        let asked = self
            .requests
            .iter()
            .filter(|r| !matches!(r.state, RequestState::Planned | RequestState::Withdrawn));
        let mut came: BTreeMap<&str, Day> = BTreeMap::new();
        let mut first: Option<Day> = None;
        for request in asked {
            first = first.into_iter().chain(request.sent_on).min();
            if let Some(day) = request.revision.as_ref().map(|r| r.received_on) {
                let known = came.entry(request.supplier.as_str()).or_insert(day);
                *known = (*known).min(day);
            }
        }
        let mut by_day: BTreeMap<Day, u64> = BTreeMap::new();
        came.into_values().for_each(|day| *by_day.entry(day).or_default() += 1);
        FrozenDays { answers: by_day.into_iter().collect(), first }
    }
}

impl Viewer {
    /// The days of the snapshot that one is compared with; nothing where there is none.
    pub async fn days_before(&self, snapshot: &Snapshot) -> Result<FrozenDays> {
        let Some(before) = &snapshot.before else { return Ok(FrozenDays::default()) };
        let stored = self.services().store.snapshot(&before.id).await?.ok_or(ServiceError::NotFound)?;
        Ok(Snapshot::read(&stored.document)?.days())
    }
}

/// A country from which reported smelters are said to take their ore.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OriginCount {
    /// By its ISO 3166 code.
    pub code: String,
    pub name: String,
    /// How many smelters by suppliers' rows, by lists, and by lists that are for members only.
    pub declared: u64,
    pub listed: u64,
    pub members: u64,
    /// How many smelters by any of them.
    pub all: u64,
}

impl Counted {
    /// The countries of origin, those of most smelters first.
    pub fn origins_by_country(&self) -> Vec<OriginCount> {
        let mut by_code: BTreeMap<&str, [BTreeSet<usize>; 3]> = BTreeMap::new();
        let mut add = |code, class: usize, smelter| {
            by_code.entry(code).or_default()[class].insert(smelter);
        };
        for (at, smelter) in self.rollup.merged.smelters.iter().enumerate() {
            for code in &smelter.declared_origins {
                add(code.as_str(), 0, at);
            }
            let sources = self.opened.lists.sourcing.iter();
            for source in sources.filter(|s| Some(s.cid.as_str()) == smelter.key.cid()) {
                let class = if source.class.may_be_published() { 1 } else { 2 };
                source.countries.iter().for_each(|code| add(code.as_str(), class, at));
            }
        }
        let count = |(code, classes): (&str, [BTreeSet<usize>; 3])| OriginCount {
            name: domain::smelters::country::country_name(code).unwrap_or(code).to_owned(),
            code: code.to_owned(),
            declared: classes[0].len() as u64,
            listed: classes[1].len() as u64,
            members: classes[2].len() as u64,
            all: classes.iter().flatten().collect::<BTreeSet<_>>().len() as u64,
        };
        let mut all: Vec<OriginCount> = by_code.into_iter().map(count).collect();
        all.sort_by(|a, b| {
            let weight = |o: &OriginCount| (o.declared, o.listed, o.members);
            weight(b).cmp(&weight(a)).then_with(|| a.name.cmp(&b.name))
        });
        all
    }
}
