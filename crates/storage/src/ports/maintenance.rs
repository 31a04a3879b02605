use super::run;
use crate::sql::{maintenance, session};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{MaintenanceStore, StoreResult};
use service::records::*;

#[async_trait]
impl MaintenanceStore for SqlStore {
    async fn ping(&self) -> StoreResult<()> {
        run!(self.write [] tx => maintenance::beat(tx))
    }

    async fn put_demo(&self, ahead: Millis) -> StoreResult<()> {
        run!(self.write [ahead = ahead] tx => maintenance::put_demo(tx, *ahead))
    }

    async fn demo(&self) -> StoreResult<Option<Millis>> {
        run!(self.read [] tx => maintenance::demo(tx))
    }

    async fn shift_sessions(&self, by: Millis) -> StoreResult<()> {
        run!(self.write [by = by] tx => session::shift(tx, *by))
    }

    async fn sweep(&self, now: Instant) -> StoreResult<()> {
        run!(self.write [now = now] tx => maintenance::sweep(tx, *now))
    }
}
