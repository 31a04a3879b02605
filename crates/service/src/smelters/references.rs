//! What the smelter lists say, kept at hand since every check needs it.

use crate::access::Viewer;
use crate::records::{Day, Instant, ListHead, ReportedRow};
use crate::smelters::screening::Screened;
use crate::{MINUTE, Result, Services};
use domain::References;
use domain::smelters::areas::{Area, Fit};
use domain::smelters::marks::Mark;
use domain::smelters::{
    Facility, History, Matcher, StatusAsOf, StatusClass, TypedSmelter, name_words, table,
};
use std::sync::{Arc, Mutex, OnceLock};

/// Most smelters that a search by part of a name finds.
const FOUND: usize = 50;

/// The lists in use, put together.
pub struct InForce {
    /// All of them, for what was true on a day.
    pub history: Arc<History>,
    /// What the rules look things up in, as of today.
    pub references: Arc<References>,
    /// Names this state of the lists: another one has another name.
    pub stamp: String,
    heads: Vec<ListHead>,
    day: Day,
    table: OnceLock<Vec<u8>>,
}

impl InForce {
    /// The identifiers of the lists in use.
    pub fn ids(&self) -> Vec<String> {
        self.heads.iter().map(|head| head.id.clone()).collect()
    }

    /// The smelters that are listed, as a table for suggestions.
    pub fn table(&self) -> &[u8] {
        self.table.get_or_init(|| {
            // What the rules know as listed, with the city that only the lists themselves have.
            let is_listed =
                |f: &Facility| self.references.by_cid(&f.cid).is_some_and(|s| s.removed.is_none());
            let mut listed = self.history.facilities(self.day);
            listed.retain(is_listed);
            table::encode(self.references.as_of, &listed)
        })
    }
}

/// The lists in memory, with the time at which they were looked at. Other instances see a new list within a minute.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Option<(Instant, Arc<InForce>)>>);

impl Cache {
    fn get(&self) -> Option<(Instant, Arc<InForce>)> {
        self.0.lock().unwrap_or_else(|e| e.into_inner()).clone()
    }

    fn set(&self, kept: Option<(Instant, Arc<InForce>)>) {
        *self.0.lock().unwrap_or_else(|e| e.into_inner()) = kept;
    }
}

impl Services {
    /// The smelter lists in use, as of today.
    pub async fn smelters_in_force(&self) -> Result<Arc<InForce>> {
        let now = self.now();
        let kept = self.references.get();
        if let Some((read_at, lists)) = &kept
            && (0..MINUTE).contains(&(now - *read_at))
        {
            return Ok(lists.clone());
        }
        let (mut heads, day) = (self.store.smelter_list_heads().await?, self.today());
        heads.retain(|h| h.retired_at.is_none());
        // Lists are large and seldom change: they are read again only when they did.
        let lists = match kept {
            Some((_, lists)) if lists.heads == heads && lists.day == day => lists,
            _ => {
                let stored = self.store.smelter_lists_in_use().await?;
                let history = Arc::new(History::new(stored.into_iter().map(|l| l.list).collect()));
                let said = day.to_string();
                let names: Vec<&str> = heads.iter().map(|h| h.id.as_str()).chain([said.as_str()]).collect();
                let stamp = crate::secrets::sha256_hex(names.join(" ").as_bytes())[..16].to_owned();
                let references = Arc::new(history.references(day));
                Arc::new(InForce { history, references, stamp, heads, day, table: OnceLock::new() })
            }
        };
        self.references.set(Some((now, lists.clone())));
        Ok(lists)
    }

    /// The reference list as of today, with what was removed from it until then; an empty one where none was
    /// imported.
    pub async fn references(&self) -> Result<Arc<References>> {
        Ok(self.smelters_in_force().await?.references.clone())
    }

    pub(crate) fn forget_references(&self) {
        self.references.set(None);
    }
}

/// A smelter and what was true of it on a day.
#[derive(Clone, Debug)]
pub struct AsOf {
    /// Under every name that any list gave it.
    pub facility: Facility,
    /// What was true.
    pub as_of: StatusAsOf,
    /// What was revised: day, what, and the list's words.
    pub revisions: Vec<domain::smelters::revision::Revision>,
    /// From which days it was counted in which class.
    pub timeline: Vec<(Day, StatusClass)>,
    /// What the company itself says of it on that day.
    pub marks: Vec<Mark>,
    /// The areas of a list in which it stands, or may stand.
    pub areas: Vec<(Area, Fit)>,
    /// Its names, by the lists or as suppliers wrote them, that are also in a list of sanctions.
    pub signals: Vec<Screened>,
    /// The rows of the last declarations that name it, with what was written there.
    pub rows: Vec<(TypedSmelter, ReportedRow)>,
}

impl Viewer {
    /// What was true of a smelter on a day; nothing where no list knows the number.
    pub async fn smelter(&self, cid: &str, day: Day) -> Result<Option<AsOf>> {
        let lists = self.services().smelters_in_force().await?;
        let cid = domain::references::normal_cid(cid);
        let facility = lists.history.facilities(day).into_iter().find(|f| f.cid == cid);
        let Some(facility) = facility else { return Ok(None) };
        let rows = self.rows_of_smelter(&cid).await?;
        let written = rows.iter().map(|(typed, _)| typed.name.as_str()).filter(|name| !name.is_empty());
        let signals = lists.history.screen(day).signals(facility.names().map(String::as_str).chain(written));
        let areas = lists.history.areas(&facility.country, &facility.city, day);
        Ok(Some(AsOf {
            as_of: lists.history.status_as_of(&cid, day),
            revisions: lists.history.revisions(&cid).into_iter().cloned().collect(),
            timeline: lists.history.timeline(&cid),
            marks: lists.history.marks(&cid, day).into_iter().cloned().collect(),
            areas: areas.into_iter().map(|(area, fit)| (area.clone(), fit)).collect(),
            signals: self.screened(signals).await?,
            rows,
            facility,
        }))
    }

    /// The smelters that a number or name may mean, best first, as of a day.
    pub async fn find_smelters(&self, text: &str, day: Day) -> Result<Vec<Facility>> {
        let lists = self.services().smelters_in_force().await?;
        let facilities = lists.history.facilities(day);
        let cid = domain::references::normal_cid(text);
        if let Some(one) = facilities.iter().find(|f| f.cid == cid) {
            return Ok(vec![one.clone()]);
        }
        // Part of a name, as one searches; then whatever is like it, as one mistypes.
        let asked = name_words::words(text).join(" ");
        let has = |f: &&Facility| f.names().any(|n| name_words::words(n).join(" ").contains(&asked));
        let mut found: Vec<Facility> = facilities.iter().filter(has).take(FOUND).cloned().collect();
        let typed = TypedSmelter { name: text.to_owned(), ..TypedSmelter::default() };
        // That a name means none of the lists hides nothing from whoever searches for it.
        let mut learnt = self.services().learnt().await?;
        learnt.retain(|l| l.cid.is_some());
        for candidate in Matcher::new(facilities.clone(), &learnt).find(&typed).candidates {
            let known = found.iter().any(|f| f.cid == candidate.cid);
            found.extend(facilities.iter().find(|f| !known && f.cid == candidate.cid).cloned());
        }
        Ok(found)
    }
}
