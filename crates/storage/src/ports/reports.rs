use super::run;
use crate::sql::{declaration_sent, many, own_data, publication, report_text, snapshot};
use crate::store::SqlStore;
use async_trait::async_trait;
use domain::{Finding, Report};
use service::ports::{ReportStore, StoreResult};
use service::records::*;

#[async_trait]
impl ReportStore for SqlStore {
    async fn own_data(&self) -> StoreResult<Vec<OwnDataVersion>> {
        run!(self.read [] tx => own_data::from_the_last_whole(tx))
    }

    async fn put_own_data(&self, data: OwnDataVersion, act: LogDraft) -> StoreResult<()> {
        run!(self.write [data = data, act = act] tx => own_data::put(tx, data, act))
    }

    async fn put_snapshot(&self, snapshot: StoredSnapshot, act: LogDraft) -> StoreResult<()> {
        run!(self.write [snapshot = snapshot, act = act] tx => snapshot::put(tx, snapshot, act))
    }

    async fn snapshots(&self) -> StoreResult<Vec<SnapshotHead>> {
        run!(self.read [] tx => snapshot::all(tx))
    }

    async fn snapshot(&self, id: &str) -> StoreResult<Option<StoredSnapshot>> {
        run!(self.read [id = id.to_owned()] tx => snapshot::get(tx, id))
    }

    async fn arrivals(&self, campaign: &str) -> StoreResult<Vec<SubmissionHead>> {
        run!(self.read [campaign = campaign.to_owned()] tx => many::arrivals(tx, campaign))
    }

    async fn documents(&self, of: Vec<(RequestId, i64)>) -> StoreResult<Vec<SubmissionText>> {
        run!(self.read [of = of] tx => many::documents(tx, of))
    }

    async fn reports_of(&self, of: Vec<(RequestId, i64)>) -> StoreResult<Vec<(RequestId, Report)>> {
        run!(self.read [of = of] tx => many::reports(tx, of))
    }

    async fn findings_of(
        &self,
        of: Vec<(RequestId, i64)>,
        at: Instant,
    ) -> StoreResult<Vec<(RequestId, Vec<Finding>)>> {
        run!(self.read [of = of, at = at] tx => many::findings(tx, of, *at))
    }

    async fn acts_on(&self, objects: Vec<String>, before: Instant) -> StoreResult<Vec<LogDraft>> {
        run!(self.read [objects = objects, before = before] tx => many::acts(tx, objects, *before))
    }

    async fn put_report_text(&self, text: ReportText, act: LogDraft) -> StoreResult<()> {
        run!(self.write [text = text, act = act] tx => report_text::put(tx, text, act))
    }

    async fn report_text(&self, snapshot: &str, kind: &str) -> StoreResult<Option<ReportText>> {
        Ok(self.report_texts(snapshot, kind).await?.into_iter().next())
    }

    async fn report_texts(&self, snapshot: &str, kind: &str) -> StoreResult<Vec<ReportText>> {
        run!(self.read [snapshot = snapshot.to_owned(), kind = kind.to_owned()] tx => report_text::all(tx, snapshot, kind))
    }

    async fn put_declaration_sent(&self, sent: StoredSent, act: LogDraft) -> StoreResult<()> {
        run!(self.write [sent = sent, act = act] tx => declaration_sent::put(tx, sent, act))
    }

    async fn declarations_sent(&self) -> StoreResult<Vec<SentHead>> {
        run!(self.read [] tx => declaration_sent::all(tx))
    }

    async fn declaration_sent(&self, id: &str) -> StoreResult<Option<StoredSent>> {
        run!(self.read [id = id.to_owned()] tx => declaration_sent::get(tx, id))
    }

    async fn put_publication(&self, publication: Publication, act: LogDraft) -> StoreResult<()> {
        run!(self.write [publication = publication, act = act] tx => publication::put(tx, publication, act))
    }

    async fn publications(&self, snapshot: &str) -> StoreResult<Vec<PublicationHead>> {
        run!(self.read [snapshot = snapshot.to_owned()] tx => publication::of_snapshot(tx, snapshot))
    }

    async fn publication(&self, id: &str) -> StoreResult<Option<Publication>> {
        run!(self.read [id = id.to_owned()] tx => publication::get(tx, id))
    }
}
