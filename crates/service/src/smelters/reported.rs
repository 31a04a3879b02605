//! The smelters that suppliers reported, over the last submissions of all campaigns: each once, with what the lists say of it
//! today and how many suppliers name it. They are kept as a table that is placed anew, by a job, where lists or decisions
//! change, and counted with each submission and decision about a request.

use crate::access::Viewer;
use crate::jobs::{Piece, Wanted};
use crate::records::{
    EntryChoices, EntryFacts, EntryFilter, Id, Job, JobKind, NOT_REPORTING, Page, Placed, Progress,
    ReportedRow, ReportedSmelter, SmelterEntry,
};
use crate::smelters::decisions::in_background;
use crate::{Result, ServiceError, Services, secrets};
use domain::smelters::matching::{Matcher, name_key, named};
use domain::smelters::{History, LicenceClass, StatusClass, TypedSmelter};
use domain::{Day, Metal, answer};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// How many are placed, and how many requests are counted, in one piece.
const ROUND: u32 = 1_000;
const REQUESTS: u32 = 20;
/// How many pieces are done at once, before whoever waits has an answer: enough for a portal with a hundred declarations.
const AT_ONCE: usize = 8;
/// Most rows of declarations that a smelter's page shows.
const ROWS: u32 = 500;

/// Placing what is new, one at a time.
#[derive(Default)]
pub(crate) struct Placing(tokio::sync::Mutex<()>);

/// What lists say of smelters, each asked once.
type Classes = HashMap<String, (StatusClass, Option<LicenceClass>)>;

impl Viewer {
    /// The job that places the smelters anew, while it is not over.
    pub async fn placing(&self) -> Result<Option<Job>> {
        Ok(self.last_job(JobKind::PlaceSmelters).await?.filter(|job| job.finished_at.is_none()))
    }

    /// Refuses what would mix smelters as they were placed before with those that are placed anew.
    pub async fn placed(&self) -> Result<()> {
        self.placing().await?.map_or(Ok(()), |_| Err(ServiceError::NotNow("placing")))
    }

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

/// Where a job that places all of them goes on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Position {
    /// By which lists and decisions, and of which day. Where another holds now, it begins anew.
    stamp: String,
    /// The last that was placed.
    behind: Id,
    /// Whether all were placed: what is left is counting.
    placed: bool,
}

impl Services {
    /// Places what was reported since the last time; everything, where lists, decisions or the day are others than then. That
    /// is a job; where there is little of it, it is done on return.
    pub async fn place_smelters(&self) -> Result<()> {
        if self.smelters_are_placed().await? {
            return self.place_new_ones().await;
        }
        self.place_all(AT_ONCE).await
    }

    /// Has all of them placed, so many pieces of it at once.
    pub(crate) async fn place_all(&self, pieces: usize) -> Result<()> {
        let wanted = Wanted {
            kind: JobKind::PlaceSmelters,
            key: JobKind::PlaceSmelters.key().to_owned(),
            argument: String::new(),
            total: self.store.reported_size().await?,
            by: String::new(),
        };
        let job = self.start_job(wanted, None).await?;
        self.do_job_now(&job.job.id, pieces).await
    }

    /// Whether the smelters that were reported stand where lists and decisions of today place them.
    pub(crate) async fn smelters_are_placed(&self) -> Result<bool> {
        Ok(self.store.smelters_placed_by().await? == self.placing_stamp().await?)
    }

    /// By what smelters are to be placed now.
    async fn placing_stamp(&self) -> Result<String> {
        let lists = self.smelters_in_force().await?;
        let learnt = serde_json::to_vec(&self.learnt().await?).unwrap_or_default();
        Ok(format!("{} {} {}", lists.stamp, self.today(), secrets::sha256_hex(&learnt)))
    }

    /// The next piece of placing them all.
    pub(crate) async fn placing_piece(&self, progress: &Progress) -> Result<Piece> {
        if progress.position.is_empty() {
            // Another instance may have just imported a list.
            self.forget_references();
        }
        let stamp = self.placing_stamp().await?;
        let mut at: Position = serde_json::from_str(&progress.position).unwrap_or_default();
        let (mut done, mut total) = (progress.done, progress.total);
        if at.stamp != stamp {
            (at, done) = (Position { stamp, ..Position::default() }, 0);
            total = self.store.reported_size().await?;
            if self.store.smelters_placed_by().await?.is_empty() {
                self.store.recount_smelters().await?;
            }
        }
        if !at.placed {
            match self.place_some(&at.behind, false).await? {
                Some((last, n)) => (at.behind, done) = (last, done + n),
                None => at.placed = true,
            }
        } else {
            let (counted, left) = self.store.count_smelters(REQUESTS).await?;
            (done, total) = (done + counted, done + counted + left);
            if counted == 0 {
                self.store.smelters_are_placed_by(&at.stamp).await?;
                // Those that came meanwhile.
                self.place_new_ones().await?;
                return Ok(Piece::Last(Progress { position: String::new(), done, total }));
            }
        }
        let position = serde_json::to_string(&at).map_err(|e| ServiceError::Internal(e.into()))?;
        Ok(Piece::Next(Progress { position, done, total: total.max(done) }))
    }

    /// Places what nobody wrote before, by what holds today. Whoever submits does not wait for the rest, which is placed
    /// anew behind each midnight and each list; while that happens, it is left to whoever does it.
    pub(crate) async fn place_new_smelters(&self) -> Result<()> {
        let last = self.store.jobs(JobKind::PlaceSmelters, 1).await?.pop();
        if last.is_some_and(|job| job.finished_at.is_none()) {
            return Ok(());
        }
        let Ok(_one_at_a_time) = self.placing.0.try_lock() else { return Ok(()) };
        self.place_unplaced(AT_ONCE).await
    }

    /// Places those that never were, and counts them.
    async fn place_new_ones(&self) -> Result<()> {
        let _one_at_a_time = self.placing.0.lock().await;
        self.place_unplaced(usize::MAX).await
    }

    async fn place_unplaced(&self, rounds: usize) -> Result<()> {
        let mut behind = Id::new();
        for _ in 0..rounds {
            let Some((last, _)) = self.place_some(&behind, true).await? else { break };
            behind = last;
        }
        Ok(())
    }

    /// Places some behind this one: the last of them, and how many.
    async fn place_some(&self, behind: &str, new_ones: bool) -> Result<Option<(Id, u64)>> {
        let some = self.store.reported_behind(behind, new_ones, ROUND).await?;
        let Some(last) = some.last().map(|one| one.id.clone()) else { return Ok(None) };
        let lists = self.smelters_in_force().await?;
        let matcher = self.matcher(&lists, true).await?;
        let (history, day, n) = (lists.history.clone(), self.today(), some.len() as u64);
        let placing = move || {
            let mut classes = Classes::new();
            some.iter().map(|one| placed(one, &matcher, &history, day, &mut classes)).collect()
        };
        let all: Vec<Placed> = in_background(placing).await?;
        self.store.place_smelters(all, new_ones).await?;
        Ok(Some((last, n)))
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
    day: Day,
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
