use super::run;
use crate::sql::job;
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{JobStore, StoreResult};
use service::records::*;

#[async_trait]
impl JobStore for SqlStore {
    async fn put_job(&self, job: NewJob, act: Option<LogDraft>) -> StoreResult<Job> {
        run!(self.write [job = job, act = act] tx => job::put(tx, job, act))
    }

    async fn job(&self, id: &str) -> StoreResult<Option<Job>> {
        run!(self.read [id = id.to_owned()] tx => job::get(tx, id))
    }

    async fn jobs(&self, kind: JobKind, limit: u32) -> StoreResult<Vec<Job>> {
        run!(self.read [kind = kind, limit = limit] tx => job::last(tx, *kind, *limit))
    }

    async fn open_jobs(&self, kind: JobKind) -> StoreResult<Vec<Job>> {
        run!(self.read [kind = kind] tx => job::open(tx, *kind))
    }

    async fn take_job(
        &self,
        id: Option<&str>,
        now: Instant,
        lease_until: Instant,
    ) -> StoreResult<Option<Job>> {
        run!(self.write [id = id.map(str::to_owned), now = now, until = lease_until] tx =>
            job::take(tx, id.as_deref(), *now, *until))
    }

    async fn stop_job(&self, id: &str, now: Instant) -> StoreResult<bool> {
        run!(self.write [id = id.to_owned(), now = now] tx => job::stop(tx, id, *now))
    }

    async fn job_went_on(
        &self,
        id: &str,
        lease: i64,
        progress: Progress,
        lease_until: Instant,
    ) -> StoreResult<bool> {
        run!(self.write [id = id.to_owned(), lease = lease, to = progress, until = lease_until] tx =>
            job::went_on(tx, id, *lease, to, *until, None))
    }

    async fn job_is_over(&self, id: &str, lease: i64, progress: Progress, at: Instant) -> StoreResult<bool> {
        run!(self.write [id = id.to_owned(), lease = lease, to = progress, at = at] tx =>
            job::went_on(tx, id, *lease, to, *at, Some(*at)))
    }

    async fn give_job_back(&self, id: &str, lease: i64, error: &str, due_at: Instant) -> StoreResult<bool> {
        run!(self.write [id = id.to_owned(), lease = lease, error = error.to_owned(), due = due_at] tx =>
            job::give_back(tx, id, *lease, error, *due))
    }
}
