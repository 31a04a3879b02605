use super::run;
use crate::sql::{declared, entry};
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

    async fn smelters_placed_by(&self) -> StoreResult<String> {
        run!(self.read [] tx => entry::placed_by(tx))
    }

    async fn smelters_are_placed_by(&self, stamp: &str) -> StoreResult<()> {
        run!(self.write [stamp = stamp.to_owned()] tx => entry::set_placed_by(tx, stamp))
    }

    async fn reported_behind(
        &self,
        behind: &str,
        unplaced: bool,
        limit: u32,
    ) -> StoreResult<Vec<ReportedSmelter>> {
        run!(self.read [behind = behind.to_owned(), unplaced = unplaced, limit = limit]
            tx => entry::reported_behind(tx, behind, *unplaced, *limit))
    }

    async fn reported_size(&self) -> StoreResult<u64> {
        run!(self.read [] tx => entry::reported_size(tx))
    }

    async fn place_smelters(&self, all: Vec<Placed>, counting: bool) -> StoreResult<()> {
        run!(self.write [all = all, counting = counting] tx => entry::place(tx, all, *counting))
    }

    async fn recount_smelters(&self) -> StoreResult<()> {
        run!(self.write [] tx => entry::recount_all(tx))
    }

    async fn count_smelters(&self, limit: u32) -> StoreResult<(u64, u64)> {
        run!(self.write [limit = limit] tx => entry::count_noted(tx, *limit))
    }

    async fn smelter_entries(&self, filter: &EntryFilter) -> StoreResult<Page<SmelterEntry>> {
        run!(self.read [filter = filter.clone()] tx => entry::page(tx, filter))
    }

    async fn smelter_entries_found(&self, filter: &EntryFilter) -> StoreResult<u64> {
        run!(self.read [filter = filter.clone()] tx => entry::found(tx, filter))
    }

    async fn smelter_entry_choices(&self) -> StoreResult<EntryChoices> {
        run!(self.read [] tx => entry::choices(tx))
    }

    async fn smelter_entries_of(&self, cids: Vec<String>) -> StoreResult<Vec<SmelterEntry>> {
        run!(self.read [cids = cids] tx => entry::of_cids(tx, cids))
    }

    async fn reported_of(&self, entries: Vec<Id>) -> StoreResult<Vec<(Id, ReportedSmelter)>> {
        run!(self.read [entries = entries] tx => entry::reported_of(tx, entries))
    }

    async fn requests_naming(&self, entries: Vec<Id>) -> StoreResult<Vec<NamingRequest>> {
        run!(self.read [entries = entries] tx => entry::requests_naming(tx, entries))
    }

    async fn rows_of_requests(&self, requests: Vec<RequestId>) -> StoreResult<Vec<ReportedRow>> {
        run!(self.read [requests = requests] tx => declared::rows_of_requests(tx, requests))
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
