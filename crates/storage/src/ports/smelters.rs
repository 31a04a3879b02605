use super::run;
use crate::sql::{decision, list_mapping, screening, smelters, verdict};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{SmelterStore, StoreResult};
use service::records::*;

#[async_trait]
impl SmelterStore for SqlStore {
    async fn put_smelter_list(&self, list: StoredList, act: LogDraft) -> StoreResult<()> {
        run!(self.write [list = list, act = act] tx => smelters::put(tx, list, act))
    }

    async fn smelter_list_heads(&self) -> StoreResult<Vec<ListHead>> {
        run!(self.read [] tx => smelters::heads(tx))
    }

    async fn smelter_list(&self, id: &str) -> StoreResult<Option<StoredList>> {
        run!(self.read [id = id.to_owned()] tx => smelters::get(tx, id))
    }

    async fn smelter_lists_in_use(&self) -> StoreResult<Vec<StoredList>> {
        run!(self.read [] tx => smelters::in_use(tx))
    }

    async fn retire_smelter_list(&self, id: &str, at: Instant, why: &str, act: LogDraft) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), at = at, why = why.to_owned(), act = act] tx =>
            smelters::retire(tx, id, *at, why, act))
    }

    async fn list_mappings(&self) -> StoreResult<Vec<ListMapping>> {
        run!(self.read [] tx => list_mapping::all(tx))
    }

    async fn put_list_mapping(&self, mapping: ListMapping) -> StoreResult<()> {
        run!(self.write [mapping = mapping] tx => list_mapping::put(tx, mapping))
    }

    async fn screenings(&self) -> StoreResult<Vec<Screening>> {
        run!(self.read [] tx => screening::all(tx))
    }

    async fn put_screening(&self, said: Screening, act: LogDraft) -> StoreResult<()> {
        run!(self.write [said = said, act = act] tx => screening::put(tx, said, act))
    }

    async fn smelter_verdicts(&self) -> StoreResult<Vec<SmelterVerdict>> {
        run!(self.read [] tx => verdict::all(tx))
    }

    async fn put_smelter_verdict(&self, said: SmelterVerdict, act: LogDraft) -> StoreResult<()> {
        run!(self.write [said = said, act = act] tx => verdict::put(tx, said, act))
    }

    async fn smelter_sourcing(&self) -> StoreResult<Vec<SmelterSourcing>> {
        run!(self.read [] tx => verdict::all_sourcing(tx))
    }

    async fn put_smelter_sourcing(&self, said: SmelterSourcing, act: LogDraft) -> StoreResult<()> {
        run!(self.write [said = said, act = act] tx => verdict::put_sourcing(tx, said, act))
    }

    async fn smelter_decisions(&self) -> StoreResult<Vec<SmelterDecision>> {
        run!(self.read [] tx => decision::standing(tx))
    }

    async fn ended_smelter_decisions(&self, limit: u32) -> StoreResult<Vec<SmelterDecision>> {
        run!(self.read [limit = limit] tx => decision::ended(tx, *limit))
    }

    async fn put_smelter_decision(
        &self,
        made: SmelterDecision,
        replaces: Option<Id>,
        act: LogDraft,
    ) -> StoreResult<()> {
        run!(self.write [made = made, replaces = replaces, act = act] tx =>
            decision::put(tx, made, replaces.as_deref(), act))
    }

    async fn revoke_smelter_decision(&self, id: &str, end: SmelterEnding, act: LogDraft) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), end = end, act = act] tx => decision::revoke(tx, id, end, act))
    }
}
