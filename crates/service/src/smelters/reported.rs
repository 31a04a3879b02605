//! The smelters that suppliers reported, over the last submissions of all campaigns: each once, with what the lists say of it
//! today and how many suppliers name it. They are kept as a table that is placed anew where lists or decisions change, and
//! counted with each submission and decision about a request.

use crate::access::Viewer;
use crate::records::{
    EntryChoices, EntryFacts, EntryFilter, Id, NOT_REPORTING, Page, Placed, ReportedRow, ReportedSmelter,
    RequestId, SmelterEntry,
};
use crate::smelters::decisions::aside;
use crate::smelters::references::InForce;
use crate::{Result, Services, secrets};
use domain::smelters::matching::{Matcher, name_key, named};
use domain::smelters::{History, LicenceClass, StatusClass, TypedSmelter};
use domain::{Metal, answer};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// How many are placed at once, and how many requests are counted at once.
const ROUND: u32 = 2_000;
const REQUESTS: u32 = 20;
/// Most rows of declarations of which is said that a list touches them.
const TOUCHED: u32 = 50_000;
/// Most rows of declarations that a smelter's page shows.
const ROWS: u32 = 500;

/// Placing, one at a time.
#[derive(Default)]
pub(crate) struct Placing(tokio::sync::Mutex<()>);

/// What lists say of smelters, each asked once.
type Classes = HashMap<String, (StatusClass, Option<LicenceClass>)>;

impl Viewer {
    /// A page of the smelters that were reported.
    pub async fn smelter_entries(&self, filter: &EntryFilter) -> Result<Page<SmelterEntry>> {
        Ok(self.services().store.smelter_entries(filter).await?)
    }

    /// How many of them a list finds.
    pub async fn smelter_entries_found(&self, filter: &EntryFilter) -> Result<u64> {
        Ok(self.services().store.smelter_entries_found(filter).await?)
    }

    /// What there is to filter them by.
    pub async fn smelter_entry_choices(&self) -> Result<EntryChoices> {
        Ok(self.services().store.smelter_entry_choices().await?)
    }

    /// Every smelter that was reported, by name.
    pub async fn reported_facilities(&self) -> Result<Vec<EntryFacts>> {
        let mut filter = EntryFilter { limit: 500, ..EntryFilter::default() };
        let mut all = Vec::new();
        loop {
            let page = self.smelter_entries(&filter).await?;
            all.extend(page.rows.into_iter().map(|entry| entry.facts));
            filter.after = page.next;
            if filter.after.is_none() {
                return Ok(all);
            }
        }
    }

    /// Those of these smelters that somebody names, with what was written of each.
    pub(crate) async fn reported_of(
        &self,
        cids: &BTreeSet<&str>,
    ) -> Result<(Vec<SmelterEntry>, Vec<(Id, ReportedSmelter)>)> {
        let store = &self.services().store;
        let entries = store.smelter_entries_of(cids.iter().map(|cid| (*cid).to_owned()).collect()).await?;
        let ids = entries.iter().map(|entry| entry.facts.id.clone()).collect();
        let written = store.reported_of(ids).await?;
        Ok((entries, written))
    }

    /// The rows of the last declarations that have one of these.
    pub(crate) async fn rows_with(&self, reported: Vec<Id>) -> Result<Vec<ReportedRow>> {
        Ok(self.services().store.reported_rows(reported, NOT_REPORTING.to_vec(), TOUCHED).await?)
    }

    /// The rows of the last declarations in which a smelter was named, with what was written there.
    pub async fn rows_of_smelter(&self, cid: &str) -> Result<Vec<(TypedSmelter, ReportedRow)>> {
        self.rows_of(cid.to_owned()).await
    }

    /// The same of a name that no list settles.
    pub async fn rows_of_name(&self, metal: Metal, name: &str) -> Result<Vec<(TypedSmelter, ReportedRow)>> {
        let key = name_key(name);
        self.rows_of(entry_id(metal.key(), if key.is_empty() { name } else { &key })).await
    }

    async fn rows_of(&self, entry: Id) -> Result<Vec<(TypedSmelter, ReportedRow)>> {
        let store = &self.services().store;
        let written: HashMap<Id, TypedSmelter> =
            store.reported_of(vec![entry]).await?.into_iter().map(|(_, r)| (r.id, r.typed)).collect();
        let mut ids: Vec<Id> = written.keys().cloned().collect();
        ids.sort();
        let rows = store.reported_rows(ids, NOT_REPORTING.to_vec(), ROWS).await?;
        Ok(rows.into_iter().filter_map(|row| Some((written.get(&row.reported)?.clone(), row))).collect())
    }
}

impl Services {
    /// Places what was reported since the last time; everything, where lists, decisions or the day are others than then.
    pub async fn place_smelters(&self) -> Result<()> {
        let _one_at_a_time = self.placing.0.lock().await;
        let lists = self.smelters_in_force().await?;
        let learnt = serde_json::to_vec(&self.learnt().await?).unwrap_or_default();
        let stamp = format!("{} {} {}", lists.stamp, self.today(), secrets::sha256_hex(&learnt));
        let before = self.store.smelters_placed_by().await?;
        if before == stamp {
            self.place_those(&lists, true).await?;
            return Ok(());
        }
        // Blank as long as it lasts: whoever finds it so counts everything.
        self.store.smelters_are_placed_by("").await?;
        let moved = self.place_those(&lists, false).await?;
        if before.is_empty() {
            self.count_everybody().await?;
        } else {
            let requests = self.store.requests_naming(moved).await?;
            for some in requests.chunks(REQUESTS as usize) {
                self.store.count_smelters(some.to_vec()).await?;
            }
        }
        Ok(self.store.smelters_are_placed_by(&stamp).await?)
    }

    /// Places what nobody wrote before, by what holds today. Whoever submits does not wait for the rest, which is placed
    /// anew behind each midnight and each list; while that happens, it is left to whoever does it.
    pub(crate) async fn place_new_smelters(&self) -> Result<()> {
        let Ok(_one_at_a_time) = self.placing.0.try_lock() else { return Ok(()) };
        self.place_those(&self.smelters_in_force().await?, true).await.map(|_| ())
    }

    /// Places all, or those that never were, which are counted at once. The answer: those whose place changed.
    async fn place_those(&self, lists: &Arc<InForce>, unplaced: bool) -> Result<Vec<Id>> {
        let (mut moved, mut behind) = (Vec::new(), Id::new());
        let mut classes = Classes::new();
        loop {
            let some = self.store.reported_behind(&behind, unplaced, ROUND).await?;
            let Some(last) = some.last() else { return Ok(moved) };
            behind.clone_from(&last.id);
            let matcher = self.matcher(lists, true).await?;
            let (history, day) = (lists.history.clone(), self.today());
            let placing = move || {
                let all = some.iter().map(|one| placed(one, &matcher, &history, &day, &mut classes));
                (all.collect::<Vec<Placed>>(), classes)
            };
            let all;
            (all, classes) = aside(placing).await?;
            moved.extend(self.store.place_smelters(all, unplaced).await?);
        }
    }

    async fn count_everybody(&self) -> Result<()> {
        let mut behind = RequestId::default();
        loop {
            let some = self.store.reporting_behind(&behind, REQUESTS).await?;
            let Some(last) = some.last() else { return Ok(()) };
            behind.clone_from(last);
            self.store.count_smelters(some).await?;
        }
    }
}

/// What stands for a name that no list settles.
fn entry_id(metal: &str, key: &str) -> Id {
    secrets::sha256_hex(format!("{metal}\n{key}").as_bytes())[..32].to_owned()
}

fn placed(
    one: &ReportedSmelter,
    matcher: &Matcher,
    history: &History,
    day: &str,
    classes: &mut Classes,
) -> Placed {
    let outcome = matcher.find(&one.typed);
    let first = outcome.is_settled().then(|| outcome.candidates.first()).flatten();
    let entry = match first.and_then(|c| matcher.by_cid(&c.cid)) {
        Some(f) => {
            let (class, terms) = *classes.entry(f.cid.clone()).or_insert_with(|| {
                let says = history.status_as_of(&f.cid, day);
                (says.class, says.evidence.iter().map(|e| e.class).max())
            });
            Some(EntryFacts {
                id: f.cid.clone(),
                cid: Some(f.cid.clone()),
                metal: f.metal.map_or("", |m| m.key()).to_owned(),
                name: f.name.clone(),
                country: f.country.clone(),
                class: Some(class),
                terms,
            })
        }
        // A smelter that its supplier does not know yet is none.
        None if one.name_key.is_empty() && answer::is_blank(&one.typed.cid) => None,
        None => {
            let name = named(&one.typed).map_or("", answer::clean);
            let (cid, is_named) = (one.typed.cid.as_str(), !one.name_key.is_empty());
            Some(EntryFacts {
                id: entry_id(&one.metal, if is_named { &one.name_key } else { cid }),
                metal: one.metal.clone(),
                name: if is_named { name } else { cid }.to_owned(),
                country: one.typed.country.clone(),
                ..EntryFacts::default()
            })
        }
    };
    Placed { reported: one.id.clone(), entry }
}
