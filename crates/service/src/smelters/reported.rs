//! The smelters that suppliers reported, over the last submissions of all campaigns: each once, with what the lists say of it
//! today and how many suppliers named it.

use crate::access::Viewer;
use crate::records::{Id, ReportedRow, ReportedSmelter, RequestId};
use crate::smelters::decisions::aside;
use crate::smelters::names::OUT;
use crate::{Result, Services, secrets};
use domain::smelters::matching::{Matcher, name_key, named};
use domain::smelters::{History, LicenceClass, StatusClass, TypedSmelter};
use domain::{Metal, answer};
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::{Arc, Mutex};

/// How many lines of the projection are read at once.
const ROUND: u32 = 20_000;
/// Most rows of declarations of which is said that a list touches them.
const TOUCHED: u32 = 50_000;
/// Most rows of declarations that a smelter's page shows.
const ROWS: u32 = 500;

/// A smelter that somebody reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportedFacility {
    /// Its number; none where the lists do not say for sure which smelter is meant.
    pub cid: Option<String>,
    /// The key of its metal; empty where what was written is none.
    pub metal: String,
    /// Its name by the lists, else as one of those wrote it that named it.
    pub name: String,
    /// Country, as the list or the row spells it.
    pub country: String,
    /// What the lists say of it; none where nobody knows which smelter it is.
    pub class: Option<StatusClass>,
    /// Who may read what the lists say of it: the strictest of those that this rests on.
    pub licence: Option<LicenceClass>,
    /// How many suppliers named it.
    pub suppliers: usize,
    /// In how many of their declarations.
    pub declarations: usize,
    /// What was written, by [`ReportedSmelter::id`].
    pub reported: Vec<Id>,
}

/// All that was reported, until lists, decisions or requests change.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Option<(String, Arc<Vec<ReportedFacility>>)>>);

impl Viewer {
    /// The smelters that were reported, by name.
    pub async fn reported_facilities(&self) -> Result<Arc<Vec<ReportedFacility>>> {
        let services = self.services();
        let lists = services.smelters_in_force().await?;
        let matcher = services.matcher(&lists, true).await?;
        let learnt = serde_json::to_vec(&services.learnt().await?).unwrap_or_default();
        let (requests, day) = (services.store.requests_stamp().await?, services.today());
        let stamp = format!("{} {day} {requests} {}", lists.stamp, secrets::sha256_hex(&learnt));
        let kept = || services.reported.0.lock().unwrap_or_else(|e| e.into_inner());
        if let Some((of, all)) = kept().as_ref()
            && *of == stamp
        {
            return Ok(all.clone());
        }
        let reported = services.store.reported_smelters().await?;
        let reporters = services.reporters_of_all().await?;
        let (history, matcher) = (lists.history.clone(), matcher.clone());
        let all = aside(move || gathered(&history, &matcher, &day, reported, reporters)).await?;
        let all = Arc::new(all);
        *kept() = Some((stamp, all.clone()));
        Ok(all)
    }

    /// The rows of the last declarations in which any of these smelters was named.
    pub async fn rows_of_smelters(&self, cids: &BTreeSet<&str>) -> Result<Vec<ReportedRow>> {
        if cids.is_empty() {
            return Ok(Vec::new());
        }
        let all = self.reported_facilities().await?;
        let of = all.iter().filter(|f| f.cid.as_deref().is_some_and(|cid| cids.contains(cid)));
        let reported = of.flat_map(|f| f.reported.clone()).collect();
        Ok(self.services().store.reported_rows(reported, OUT.to_vec(), TOUCHED).await?)
    }

    /// The rows of the last declarations in which a smelter was named, with what was written there.
    pub async fn rows_of_smelter(&self, cid: &str) -> Result<Vec<(TypedSmelter, ReportedRow)>> {
        self.rows_of(|f| f.cid.as_deref() == Some(cid)).await
    }

    /// The same of a name that no list settles.
    pub async fn rows_of_name(&self, metal: Metal, name: &str) -> Result<Vec<(TypedSmelter, ReportedRow)>> {
        let key = name_key(name);
        let same = |f: &ReportedFacility| match key.as_str() {
            "" => f.name == name,
            key => name_key(&f.name) == key,
        };
        self.rows_of(|f| f.cid.is_none() && f.metal == metal.key() && same(f)).await
    }

    async fn rows_of(
        &self,
        is: impl Fn(&ReportedFacility) -> bool,
    ) -> Result<Vec<(TypedSmelter, ReportedRow)>> {
        let all = self.reported_facilities().await?;
        let Some(of) = all.iter().find(|f| is(f)) else { return Ok(Vec::new()) };
        let store = &self.services().store;
        let rows = store.reported_rows(of.reported.clone(), OUT.to_vec(), ROWS).await?;
        let ids: BTreeSet<&Id> = of.reported.iter().collect();
        let written = store.reported_smelters().await?.into_iter().filter(|r| ids.contains(&r.id));
        let written: HashMap<Id, TypedSmelter> = written.map(|r| (r.id, r.typed)).collect();
        Ok(rows.into_iter().filter_map(|row| Some((written.get(&row.reported)?.clone(), row))).collect())
    }
}

/// Who named each: numbers of requests and of suppliers.
type Reporters = HashMap<Id, Vec<(u32, u32)>>;

impl Services {
    async fn reporters_of_all(&self) -> Result<Reporters> {
        let (mut all, mut behind) = (Reporters::new(), (Id::new(), RequestId::default()));
        let (mut requests, mut suppliers) = (HashMap::new(), HashMap::new());
        fn number<I: Eq + Hash>(known: &mut HashMap<I, u32>, id: I) -> u32 {
            let next = known.len() as u32;
            *known.entry(id).or_insert(next)
        }
        loop {
            let some = self.store.named_by(&behind, &OUT, ROUND).await?;
            let Some(last) = some.last() else { return Ok(all) };
            behind = (last.reported.clone(), last.request.clone());
            for named in some {
                let by = (number(&mut requests, named.request), number(&mut suppliers, named.supplier));
                all.entry(named.reported).or_default().push(by);
            }
        }
    }
}

fn gathered(
    history: &History,
    matcher: &Matcher,
    day: &str,
    reported: Vec<ReportedSmelter>,
    reporters: Reporters,
) -> Vec<ReportedFacility> {
    #[derive(Default)]
    struct Group {
        facility: ReportedFacility,
        requests: BTreeSet<u32>,
        suppliers: BTreeSet<u32>,
    }
    let mut groups: HashMap<(String, String), Group> = HashMap::new();
    for one in reported {
        let Some(by) = reporters.get(&one.id) else { continue };
        let outcome = matcher.find(&one.typed);
        let first = outcome.is_settled().then(|| outcome.candidates.first()).flatten();
        let known = first.and_then(|c| matcher.by_cid(&c.cid));
        let name = named(&one.typed).map_or("", answer::clean);
        let key = match known {
            Some(facility) => (String::new(), facility.cid.clone()),
            // A smelter that its supplier does not know yet is none.
            None if one.name_key.is_empty() && answer::is_blank(&one.typed.cid) => continue,
            None if one.name_key.is_empty() => (one.metal.clone(), one.typed.cid.clone()),
            None => (one.metal.clone(), one.name_key.clone()),
        };
        let group = groups.entry(key).or_insert_with(|| Group {
            facility: match known {
                Some(f) => {
                    let status = history.status_as_of(&f.cid, day);
                    ReportedFacility {
                        cid: Some(f.cid.clone()),
                        metal: f.metal.map_or("", |m| m.key()).to_owned(),
                        name: f.name.clone(),
                        country: f.country.clone(),
                        class: Some(status.class),
                        licence: status.evidence.iter().map(|e| e.class).max(),
                        ..ReportedFacility::default()
                    }
                }
                None => ReportedFacility {
                    metal: one.metal.clone(),
                    name: if name.is_empty() { one.typed.cid.clone() } else { name.to_owned() },
                    country: one.typed.country.clone(),
                    ..ReportedFacility::default()
                },
            },
            ..Group::default()
        });
        group.facility.reported.push(one.id);
        group.requests.extend(by.iter().map(|(request, _)| request));
        group.suppliers.extend(by.iter().map(|(_, supplier)| supplier));
    }
    let counted = |mut group: Group| {
        group.facility.suppliers = group.suppliers.len();
        group.facility.declarations = group.requests.len();
        group.facility
    };
    let mut all: Vec<ReportedFacility> = groups.into_values().map(counted).collect();
    all.sort_by_cached_key(|f| (f.name.to_lowercase(), f.metal.clone(), f.cid.clone()));
    all
}
