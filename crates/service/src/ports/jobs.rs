use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// Jobs, each done by one taker at a time.
#[async_trait]
pub trait JobStore: Send + Sync {
    /// Notes a job with the act that wants it. Where one with this key is open, that one is the answer and nothing happens.
    async fn put_job(&self, job: NewJob, act: Option<LogDraft>) -> StoreResult<Job>;
    async fn job(&self, id: &str) -> StoreResult<Option<Job>>;
    /// The last jobs of a kind, the youngest first.
    async fn jobs(&self, kind: JobKind, limit: u32) -> StoreResult<Vec<Job>>;
    /// Those of a kind that are not over, the youngest first.
    async fn open_jobs(&self, kind: JobKind) -> StoreResult<Vec<Job>>;
    /// Takes an open job that nobody holds, the one that waits longest, or this one alone. Of a taker that died, the lease
    /// runs out.
    async fn take_job(
        &self,
        id: Option<&str>,
        now: Instant,
        lease_until: Instant,
    ) -> StoreResult<Option<Job>>;
    /// Notes that an open job is to end, which whoever is at it finds behind the piece that is under way. Says whether it was
    /// open.
    async fn stop_job(&self, id: &str, now: Instant) -> StoreResult<bool>;
    /// A piece was done: the job goes on from there, held until then. False where the lease was lost.
    async fn job_went_on(
        &self,
        id: &str,
        lease: i64,
        progress: Progress,
        lease_until: Instant,
    ) -> StoreResult<bool>;
    /// The last piece was done.
    async fn job_is_over(&self, id: &str, lease: i64, progress: Progress, at: Instant) -> StoreResult<bool>;
    /// Gives it back, to be taken again from then on; with what went wrong, where something did.
    async fn give_job_back(&self, id: &str, lease: i64, error: &str, due_at: Instant) -> StoreResult<bool>;
}
