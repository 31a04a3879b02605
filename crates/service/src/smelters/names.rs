//! Names that the lists do not name for sure, over the last submissions of all open campaigns: decided once for all.

use crate::access::Viewer;
use crate::records::{Id, NOT_REPORTING, ReportedSmelter, Reporter, RequestId};
use crate::smelters::decisions::{in_background, offered};
use crate::{Result, Services};
use domain::Metal;
use domain::smelters::matching::{Matcher, name_key, named};
use domain::smelters::{Facility, Outcome, TypedSmelter};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A name that somebody should decide about.
#[derive(Clone, Debug)]
pub struct OpenName {
    /// The metal for which it stands.
    pub metal: Metal,
    /// The name, as one of those wrote it that named it.
    pub name: String,
    /// Who named it: request and supplier.
    pub suppliers: Vec<(RequestId, String)>,
    /// What matching says: of several rows, the one with the likeliest candidate.
    pub outcome: Outcome,
    /// The candidates, in their order.
    pub candidates: Vec<Facility>,
}

/// A part of the open names.
#[derive(Clone, Debug, Default)]
pub struct OpenNames {
    /// How many there are.
    pub total: usize,
    /// How many of them the search finds.
    pub found: usize,
    /// Those that were wanted, each matched.
    pub shown: Vec<OpenName>,
}

/// What the lists leave open of what was reported, by what was written, until the lists change: the score of the
/// likeliest candidate, none where the lists settle it.
#[derive(Default)]
pub(crate) struct Cache(tokio::sync::Mutex<Kept>);

#[derive(Default)]
struct Kept {
    stamp: String,
    best: HashMap<Id, Option<f32>>,
}

impl Viewer {
    /// The names to decide about, those named most first; of those that the search finds, `take` behind `skip`.
    pub async fn open_names(&self, search: &str, skip: usize, take: usize) -> Result<OpenNames> {
        let services = self.services();
        let lists = services.smelters_in_force().await?;
        let matcher = services.matcher(&lists, false).await?;
        if matcher.facilities().is_empty() {
            return Ok(OpenNames::default());
        }
        let mut unclear = services.unclear(&lists.stamp, &matcher).await?;

        // A decision for a smelter that the lists have lost decides nothing.
        let decided: BTreeSet<(Metal, String)> = services
            .store
            .smelter_decisions()
            .await?
            .into_iter()
            .filter(|d| d.cid.as_ref().is_none_or(|cid| matcher.by_cid(cid).is_some()))
            .map(|d| (d.metal, d.key))
            .collect();
        unclear.retain(|_, u| {
            u.metal().is_some_and(|metal| !decided.contains(&(metal, u.reported.name_key.clone())))
        });
        let mut ids: Vec<Id> = unclear.keys().cloned().collect();
        ids.sort();
        let mut open = grouped(&unclear, &services.store.reporters(ids, NOT_REPORTING.to_vec()).await?);
        let total = open.len();
        open.retain(|n| fits(search, &n.name, None));
        let found = open.len();
        let wanted: Vec<Group> = open.into_iter().skip(skip).take(take).collect();
        let shown = in_background(move || wanted.into_iter().map(|n| n.matched(&matcher)).collect()).await?;
        Ok(OpenNames { total, found, shown })
    }
}

impl Services {
    /// The reported smelters that the lists do not settle, by their identifiers.
    async fn unclear(&self, stamp: &str, matcher: &Arc<Matcher>) -> Result<HashMap<Id, Unclear>> {
        let reported = self.store.reported_names().await?;
        // Held while matching, so that two who look at once do not both match everything.
        let mut kept = self.names.0.lock().await;
        if kept.stamp != stamp {
            *kept = Kept { stamp: stamp.to_owned(), best: HashMap::new() };
        }
        let new = reported.iter().filter(|r| !kept.best.contains_key(&r.id));
        let new: Vec<(Id, TypedSmelter)> = new.map(|r| (r.id.clone(), r.typed.clone())).collect();
        if !new.is_empty() {
            let matcher = matcher.clone();
            kept.best.extend(in_background(move || matched(&matcher, new)).await?);
        }
        let unclear = reported.into_iter().filter_map(|reported| {
            let best = (*kept.best.get(&reported.id)?)?;
            Some((reported.id.clone(), Unclear { reported, best }))
        });
        Ok(unclear.collect())
    }
}

/// What matching says of each.
fn matched(matcher: &Matcher, all: Vec<(Id, TypedSmelter)>) -> Vec<(Id, Option<f32>)> {
    let best = |typed: &TypedSmelter| {
        let outcome = matcher.find(typed);
        (!outcome.is_settled()).then(|| outcome.candidates.first().map_or(0.0, |c| c.score))
    };
    all.into_iter().map(|(id, typed)| (id, best(&typed))).collect()
}

/// A reported smelter that the lists alone do not settle. What matching says of it is found again when it is shown: it
/// is much.
struct Unclear {
    reported: ReportedSmelter,
    /// The score of the likeliest candidate.
    best: f32,
}

impl Unclear {
    fn metal(&self) -> Option<Metal> {
        domain::template::metal(&self.reported.typed.metal)
    }
}

/// Whether a search finds a name, however it is written, or the number that was decided for it.
pub fn fits(search: &str, name: &str, cid: Option<&str>) -> bool {
    let (wish, key) = (search.to_lowercase(), name_key(search));
    search.is_empty()
        || name.to_lowercase().contains(&wish)
        || (!key.is_empty() && name_key(name).contains(&key))
        || cid.is_some_and(|cid| cid.to_lowercase().contains(&wish))
}

/// Rows that one decision settles.
struct Group {
    metal: Metal,
    name: String,
    suppliers: Vec<(RequestId, String)>,
    likeliest: TypedSmelter,
    best: f32,
}

impl Group {
    fn matched(self, matcher: &Matcher) -> OpenName {
        let outcome = matcher.find(&self.likeliest);
        let candidates = offered(matcher, &outcome);
        let Group { metal, name, suppliers, .. } = self;
        OpenName { metal, name, suppliers, outcome, candidates }
    }
}

/// Brings together what means one decision, those named most first.
fn grouped(unclear: &HashMap<Id, Unclear>, reporters: &[Reporter]) -> Vec<Group> {
    let mut groups: HashMap<(Metal, &str), Group> = HashMap::new();
    for reporter in reporters {
        let Some(row) = unclear.get(&reporter.reported) else { continue };
        let Some(metal) = row.metal() else { continue };
        let key = row.reported.name_key.as_str();
        let name = named(&row.reported.typed).map_or("", domain::answer::clean);
        let group = groups.entry((metal, key)).or_insert_with(|| Group {
            metal,
            name: name.to_owned(),
            suppliers: Vec::new(),
            likeliest: row.reported.typed.clone(),
            best: row.best,
        });
        if group.suppliers.last().is_none_or(|(id, _)| *id != reporter.request) {
            group.suppliers.push((reporter.request.clone(), reporter.supplier.clone()));
        }
        if row.best > group.best {
            (group.best, group.likeliest) = (row.best, row.reported.typed.clone());
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_by(|a, b| {
        let by = |n: &Group| (std::cmp::Reverse(n.suppliers.len()), n.name.to_lowercase(), n.metal);
        by(a).cmp(&by(b))
    });
    groups
}
