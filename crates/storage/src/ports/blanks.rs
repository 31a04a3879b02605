use super::run;
use crate::sql::blank;
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{BlankStore, StoreResult};
use service::records::*;

#[async_trait]
impl BlankStore for SqlStore {
    async fn put_blank(&self, blank: StoredBlank, act: LogDraft) -> StoreResult<()> {
        run!(self.write [blank = blank, act = act] tx => blank::put(tx, blank, act))
    }

    async fn blanks(&self) -> StoreResult<Vec<BlankHead>> {
        run!(self.read [] tx => blank::heads(tx))
    }

    async fn blank_of(&self, version: &str) -> StoreResult<Option<StoredBlank>> {
        run!(self.read [version = version.to_owned()] tx => blank::of_version(tx, version))
    }

    async fn remove_blank(&self, id: &str, act: LogDraft) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), act = act] tx => blank::remove(tx, id, act))
    }
}
