use super::run;
use crate::sql::{house, session};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{HouseStore, Stored};
use service::records::*;

#[async_trait]
impl HouseStore for SqlStore {
    async fn ping(&self) -> Stored<()> {
        run!(self.write [] tx => house::beat(tx))
    }

    async fn put_demo(&self, ahead: Millis) -> Stored<()> {
        run!(self.write [ahead = ahead] tx => house::put_demo(tx, *ahead))
    }

    async fn demo(&self) -> Stored<Option<Millis>> {
        run!(self.read [] tx => house::demo(tx))
    }

    async fn shift_sessions(&self, by: Millis) -> Stored<()> {
        run!(self.write [by = by] tx => session::shift(tx, *by))
    }

    async fn sweep(&self, now: Millis) -> Stored<()> {
        run!(self.write [now = now] tx => house::sweep(tx, *now))
    }
}
