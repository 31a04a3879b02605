//! Opening a snapshot: the revisions and lists that it names, as they were, each compared with its hash.

use super::gather::DOCUMENTS;
use super::snapshot::{FrozenRequest, Snapshot};
use crate::access::Viewer;
use crate::declarations::submission::Document;
use crate::records::{Day, Id, RequestId, SnapshotHead, StoredList, SubmissionText};
use crate::secrets::sha256_hex;
use crate::{Result, ServiceError, Services};
use domain::smelters::History;
use rollup::survey::{Arrival, Request};
use rollup::{Lists, Survey};
use std::collections::HashMap;

/// A snapshot with everything that it names, ready to be rolled up and counted.
pub struct Opened {
    pub head: SnapshotHead,
    pub snapshot: Snapshot,
    pub survey: Survey,
    pub lists: Lists,
    /// What the lists said on the last day of the year, where that is another day.
    pub year_end: Option<Lists>,
    /// Requests whose revision is not there any more, or is another: their rows do not open.
    pub missing: Vec<RequestId>,
    /// Lists that are not there any more, or are others.
    pub missing_lists: Vec<Id>,
}

impl Viewer {
    /// All snapshots, the youngest first.
    pub async fn snapshots(&self) -> Result<Vec<SnapshotHead>> {
        Ok(self.services().store.snapshots().await?)
    }

    /// A snapshot with what it names.
    pub async fn open_snapshot(&self, id: &str) -> Result<Opened> {
        self.services().open_snapshot(id).await
    }
}

impl Services {
    pub(crate) async fn open_snapshot(&self, id: &str) -> Result<Opened> {
        let stored = self.store.snapshot(id).await?.ok_or(ServiceError::NotFound)?;
        self.open(stored.head, Snapshot::read(&stored.document)?).await
    }

    /// What a snapshot names, as it is stored.
    pub(crate) async fn open(&self, head: SnapshotHead, snapshot: Snapshot) -> Result<Opened> {
        let mut survey = Survey::default();
        survey.suppliers.clone_from(&snapshot.suppliers);
        let places: HashMap<&str, u32> =
            (0..).zip(&snapshot.suppliers).map(|(i, s)| (s.id.as_str(), i)).collect();
        let mut missing = Vec::new();
        for some in snapshot.requests.chunks(DOCUMENTS) {
            let place = |r: &FrozenRequest| Some((r.id.clone(), r.revision.as_ref()?.number));
            let texts = self.store.documents(some.iter().filter_map(place).collect()).await?;
            let mut texts: HashMap<RequestId, SubmissionText> =
                texts.into_iter().map(|text| (text.request.clone(), text)).collect();
            for frozen in some {
                let Some(supplier) = places.get(frozen.supplier.as_str()) else {
                    missing.push(frozen.id.clone());
                    continue;
                };
                survey.requests.push(request(frozen, *supplier));
                let at = survey.requests.len() - 1;
                if !put_answer(&mut survey, at, frozen, texts.remove(&frozen.id))? {
                    missing.push(frozen.id.clone());
                }
            }
        }
        let (lists, year_end, missing_lists) = self.lists_of(&snapshot).await?;
        Ok(Opened { head, snapshot, survey, lists, year_end, missing, missing_lists })
    }

    async fn lists_of(&self, snapshot: &Snapshot) -> Result<(Lists, Option<Lists>, Vec<Id>)> {
        let (mut lists, mut missing) = (Vec::new(), Vec::new());
        for frozen in &snapshot.lists {
            match self.store.smelter_list(&frozen.id).await? {
                Some(stored) if stored.head.hash == frozen.hash => lists.push(stored),
                _ => missing.push(frozen.id.clone()),
            }
        }
        lists.sort_by(|a, b| {
            let place = |l: &StoredList| (l.head.as_of, l.head.imported_at, l.head.id.clone());
            place(a).cmp(&place(b))
        });
        let history = History::new(lists.into_iter().map(|l| l.list).collect());
        let on = |day: Day| Lists {
            learnt: snapshot.decisions.clone(),
            verdicts: snapshot.verdicts.clone(),
            sourcing: snapshot.sourcing.clone(),
            ..Lists::on(&history, day)
        };
        let last_day = i32::try_from(snapshot.year).ok().and_then(|year| Day::new(year, 12, 31));
        let year_end = last_day.filter(|day| *day < snapshot.list_day).map(&on);
        Ok((on(snapshot.list_day), year_end, missing))
    }
}

/// Puts in the revision that counted; false where it is gone or another.
fn put_answer(
    survey: &mut Survey,
    at: usize,
    frozen: &FrozenRequest,
    text: Option<SubmissionText>,
) -> Result<bool> {
    let Some(revision) = &frozen.revision else { return Ok(true) };
    let is_same = |text: &SubmissionText| {
        text.hash == revision.hash && sha256_hex(text.document.as_bytes()) == text.hash
    };
    let Some(text) = text.filter(is_same) else { return Ok(false) };
    let document = Document::read(&text.document)?;
    let arrival = Arrival {
        revision: u32::try_from(revision.number).unwrap_or_default(),
        hash: revision.hash.clone(),
        received_on: revision.received_on,
        open_warnings: revision.open_warnings,
        explained: revision.explained,
    };
    survey.answered(at, arrival, &document.declaration);
    Ok(true)
}

fn request(frozen: &FrozenRequest, supplier: u32) -> Request {
    Request {
        sent_on: frozen.sent_on,
        reminders: frozen.reminders,
        sent_back: frozen.sent_back,
        calls: frozen.calls,
        undeliverable: frozen.undeliverable,
        late: frozen.late,
        ..Request::new(frozen.id.to_string(), supplier, frozen.state)
    }
}
