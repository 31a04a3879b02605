use super::run;
use crate::seal;
use crate::sql::{log, log_search};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{LogStore, StoreResult};
use service::records::*;

#[async_trait]
impl LogStore for SqlStore {
    async fn log(&self, act: LogDraft) -> StoreResult<()> {
        run!(self.write [act = act] tx => log::append(tx, std::slice::from_ref(act)))
    }

    async fn log_head(&self) -> StoreResult<LogHead> {
        run!(self.read [] tx => log::head(tx))
    }

    async fn seal_head(&self) -> StoreResult<Option<(i64, String)>> {
        run!(self.read [] tx => seal::head(tx))
    }

    async fn seal_with(&self, key: [u8; 32]) -> StoreResult<bool> {
        SqlStore::seal_with(self, seal::SealKey::new(key)).await
    }

    async fn log_after(&self, seq: i64, limit: u32) -> StoreResult<Vec<LogEntry>> {
        run!(self.read [seq = seq, limit = limit] tx => log::after(tx, *seq, *limit))
    }

    async fn log_found(&self, scope: &Scope, filter: &LogFilter) -> StoreResult<Vec<LogEntry>> {
        run!(self.read [scope = scope.clone(), filter = filter.clone()] tx => log_search::found(tx, scope, filter))
    }

    async fn object_names(&self, objects: Vec<String>) -> StoreResult<Vec<(String, String)>> {
        run!(self.read [objects = objects] tx => log_search::names(tx, objects))
    }

    async fn log_of(&self, object: &str, limit: u32) -> StoreResult<Vec<LogEntry>> {
        run!(self.read [object = object.to_owned(), limit = limit] tx => log::of(tx, object, *limit))
    }
}
