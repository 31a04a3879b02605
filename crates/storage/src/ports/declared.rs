use super::run;
use crate::sql::declared;
use crate::store::SqlStore;
use async_trait::async_trait;
use domain::workflow::RequestState;
use service::ports::{DeclaredStore, StoreResult};
use service::records::*;

#[async_trait]
impl DeclaredStore for SqlStore {
    async fn submissions_behind(
        &self,
        behind: &(RequestId, i64),
        not_made_by: Option<i64>,
        limit: u32,
    ) -> StoreResult<Vec<Submission>> {
        run!(self.read [behind = behind.clone(), made = not_made_by, limit = limit]
            tx => declared::submissions_behind(tx, behind, *made, *limit))
    }

    async fn put_declared(&self, all: Vec<Declared>) -> StoreResult<()> {
        run!(self.write [all = all] tx => declared::put_all(tx, all))
    }

    async fn declared(&self, request: &RequestId, number: i64) -> StoreResult<Option<Declared>> {
        run!(self.read [id = request.to_owned(), number = number] tx => declared::get(tx, id, *number))
    }

    async fn reported_names(&self) -> StoreResult<Vec<ReportedSmelter>> {
        run!(self.read [] tx => declared::reported_names(tx))
    }

    async fn reported_smelters(&self) -> StoreResult<Vec<ReportedSmelter>> {
        run!(self.read [] tx => declared::reported_smelters(tx))
    }

    async fn named_by(
        &self,
        behind: &(Id, RequestId),
        except: &[RequestState],
        limit: u32,
    ) -> StoreResult<Vec<NamedBy>> {
        run!(self.read [behind = behind.clone(), except = except.to_vec(), limit = limit]
            tx => declared::named_by(tx, behind, except, *limit))
    }

    async fn requests_stamp(&self) -> StoreResult<String> {
        run!(self.read [] tx => declared::requests_stamp(tx))
    }

    async fn reported_rows(
        &self,
        reported: Vec<Id>,
        except: Vec<RequestState>,
        limit: u32,
    ) -> StoreResult<Vec<ReportedRow>> {
        run!(self.read [reported = reported, except = except, limit = limit]
            tx => declared::reported_rows(tx, reported, except, *limit))
    }

    async fn reporters(&self, reported: Vec<Id>, except: Vec<RequestState>) -> StoreResult<Vec<Reporter>> {
        run!(self.read [reported = reported, except = except] tx => declared::reporters(tx, reported, except))
    }
}
