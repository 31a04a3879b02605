use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// Housekeeping, and the clock of a demonstration.
#[async_trait]
pub trait MaintenanceStore: Send + Sync {
    /// Whether the database answers and takes writes.
    async fn ping(&self) -> StoreResult<()>;
    /// Notes that the database is a demonstration's, whose clock is so far ahead.
    async fn put_demo(&self, ahead: Millis) -> StoreResult<()>;
    /// How far ahead the demonstration's clock is; none where the database is not a demonstration's.
    async fn demo(&self) -> StoreResult<Option<Millis>>;
    /// Moves all sessions by as much as the demonstration's clock is put forward: nobody is signed out by that.
    async fn shift_sessions(&self, by: Millis) -> StoreResult<()>;
    /// Drops sessions, throttle counts and uploads that are over.
    async fn sweep(&self, now: Instant) -> StoreResult<()>;
}
