use super::run;
use crate::sql::{hold, removal, retention};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{RetentionStore, StoreResult};
use service::records::*;

#[async_trait]
impl RetentionStore for SqlStore {
    async fn legal_holds(&self) -> StoreResult<Vec<LegalHold>> {
        run!(self.read [] tx => hold::all(tx))
    }

    async fn place_hold(&self, hold: LegalHold, log: LogDraft) -> StoreResult<()> {
        run!(self.write [hold = hold, act = log] tx => hold::place(tx, hold, act))
    }

    async fn lift_hold(&self, id: &str, by: &MemberId, log: LogDraft) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), by = by.to_owned(), act = log] tx => hold::lift(tx, id, by, act))
    }

    async fn would_remove(&self, campaign: &CampaignId) -> StoreResult<(RemovedCounts, u64)> {
        run!(self.read [campaign = campaign.to_owned()] tx => retention::would_remove(tx, campaign))
    }

    async fn would_forget(&self, before: Instant) -> StoreResult<RemovedCounts> {
        run!(self.read [before = before] tx => retention::would_forget(tx, *before))
    }

    async fn requests_to_remove(&self, due: &RetentionDue, limit: u32) -> StoreResult<Vec<RequestId>> {
        run!(self.read [due = due.clone(), limit = limit] tx => retention::due(tx, due, *limit))
    }

    async fn begin_run(&self, run: RetentionRun) -> StoreResult<()> {
        run!(self.write [run = run] tx => retention::begin(tx, run))
    }

    async fn end_run(&self, id: &str, log: LogDraft) -> StoreResult<Option<RetentionRun>> {
        run!(self.write [id = id.to_owned(), act = log] tx => retention::end(tx, id, act))
    }

    async fn retention_runs(&self, limit: u32) -> StoreResult<Vec<RetentionRun>> {
        run!(self.read [limit = limit] tx => retention::runs(tx, *limit))
    }

    async fn remove_request(
        &self,
        request: &RequestId,
        run: &RetentionRun,
        log: LogDraft,
    ) -> StoreResult<Option<RemovedCounts>> {
        run!(self.write [request = request.to_owned(), run = run.clone(), act = log]
            tx => retention::remove(tx, request, run, act))
    }

    async fn forget_contacts(
        &self,
        before: Instant,
        run: &RetentionRun,
        log: LogDraft,
        limit: u32,
    ) -> StoreResult<u64> {
        run!(self.write [before = before, run = run.clone(), act = log, limit = limit]
            tx => retention::forget_contacts(tx, *before, run, act, *limit))
    }

    async fn clear_log(&self, before: Instant, run: &RetentionRun, limit: u32) -> StoreResult<u64> {
        run!(self.write [before = before, run = run.clone(), limit = limit]
            tx => retention::clear_log(tx, *before, run, *limit))
    }

    async fn removal(&self, request: &RequestId) -> StoreResult<Option<Removal>> {
        run!(self.read [request = request.to_owned()] tx => removal::of_request(tx, request))
    }

    async fn removals_of(&self, requests: Vec<RequestId>) -> StoreResult<(u64, Option<Instant>)> {
        run!(self.read [requests = requests] tx => removal::of_requests(tx, requests))
    }

    async fn removals(&self) -> StoreResult<u64> {
        run!(self.read [] tx => retention::size(tx))
    }
}
