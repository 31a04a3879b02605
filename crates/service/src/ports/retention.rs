use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// What the retention rule removes, and what is kept all the same.
#[async_trait]
pub trait RetentionStore: Send + Sync {
    /// All legal holds, the youngest first.
    async fn legal_holds(&self) -> StoreResult<Vec<LegalHold>>;
    /// Places one. Once this is answered, nothing that it covers is removed any more.
    async fn place_hold(&self, hold: LegalHold, log: LogDraft) -> StoreResult<()>;
    /// Lifts one; [`super::StoreError::Conflict`] where it does not stand.
    async fn lift_hold(&self, id: &str, by: &MemberId, log: LogDraft) -> StoreResult<()>;
    /// What would go of a campaign, and how many of its requests a hold keeps.
    async fn would_remove(&self, campaign: &CampaignId) -> StoreResult<(RemovedCounts, u64)>;
    /// The same of suppliers: contacts, and entries of the log.
    async fn would_forget(&self, before: Instant) -> StoreResult<RemovedCounts>;
    /// Requests that are due and not held, at most so many.
    async fn requests_to_remove(&self, due: &RetentionDue, limit: u32) -> StoreResult<Vec<RequestId>>;
    /// Notes a run; nothing where it is noted.
    async fn begin_run(&self, run: RetentionRun) -> StoreResult<()>;
    /// Ends a run and tells the log what it removed, once. The answer: the run as it is stored.
    async fn end_run(&self, id: &str, log: LogDraft) -> StoreResult<Option<RetentionRun>>;
    /// The last runs, the youngest first.
    async fn retention_runs(&self, limit: u32) -> StoreResult<Vec<RetentionRun>>;
    /// Removes what stands behind a request and leaves a tombstone, in one transaction; nothing where that was done or a
    /// hold covers it.
    async fn remove_request(
        &self,
        request: &RequestId,
        run: &RetentionRun,
        log: LogDraft,
    ) -> StoreResult<Option<RemovedCounts>>;
    /// Forgets the contacts of suppliers that were retired before this moment and of which nothing else is left; says of how
    /// many.
    async fn forget_contacts(
        &self,
        before: Instant,
        run: &RetentionRun,
        log: LogDraft,
        limit: u32,
    ) -> StoreResult<u64>;
    /// Removes the text of entries about suppliers from before this moment; says of how many.
    async fn clear_log(&self, before: Instant, run: &RetentionRun, limit: u32) -> StoreResult<u64>;
    /// The tombstone of a request.
    async fn removal(&self, request: &RequestId) -> StoreResult<Option<Removal>>;
    /// How many of these requests have one, and when the last of them got it.
    async fn removals_of(&self, requests: Vec<RequestId>) -> StoreResult<(u64, Option<Instant>)>;
    /// How many requests have one.
    async fn removals(&self) -> StoreResult<u64>;
}
