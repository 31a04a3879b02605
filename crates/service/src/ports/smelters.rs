use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// Smelter lists, and what the team decided that names mean.
#[async_trait]
pub trait SmelterStore: Send + Sync {
    /// Stores a smelter list beside its predecessors.
    async fn put_smelter_list(&self, list: StoredList, log: LogDraft) -> StoreResult<()>;
    /// All smelter lists without their rows, the youngest first.
    async fn smelter_list_heads(&self) -> StoreResult<Vec<ListHead>>;
    /// A smelter list whole.
    async fn smelter_list(&self, id: &str) -> StoreResult<Option<StoredList>>;
    /// The smelter lists that are not retired, oldest first; of one day, the one imported last comes last.
    async fn smelter_lists_in_use(&self) -> StoreResult<Vec<StoredList>>;
    /// Retires a smelter list; a conflict where it is already, or there is none.
    async fn retire_smelter_list(&self, id: &str, at: Instant, why: &str, log: LogDraft) -> StoreResult<()>;
    /// How files of each source were read last, the youngest first.
    async fn list_mappings(&self) -> StoreResult<Vec<ListMapping>>;
    /// Remembers how a file was read, in the place of the last of its source.
    async fn put_list_mapping(&self, mapping: ListMapping) -> StoreResult<()>;
    /// What people said of names in lists of sanctions, the last word on each.
    async fn screenings(&self) -> StoreResult<Vec<Screening>>;
    /// Adds what a person said of a name.
    async fn put_screening(&self, said: Screening, log: LogDraft) -> StoreResult<()>;
    /// What the team decided about smelters, the first verdict first.
    async fn smelter_verdicts(&self) -> StoreResult<Vec<SmelterVerdict>>;
    /// Adds a verdict.
    async fn put_smelter_verdict(&self, said: SmelterVerdict, log: LogDraft) -> StoreResult<()>;
    /// What was said of where smelters take their ore from, the first first.
    async fn smelter_sourcing(&self) -> StoreResult<Vec<SmelterSourcing>>;
    /// Adds what was said.
    async fn put_smelter_sourcing(&self, said: SmelterSourcing, log: LogDraft) -> StoreResult<()>;
    /// What the team decided that names of smelters mean: the decisions that stand, by name.
    async fn smelter_decisions(&self) -> StoreResult<Vec<SmelterDecision>>;
    /// The decisions that ended last, the latest first.
    async fn ended_smelter_decisions(&self, limit: u32) -> StoreResult<Vec<SmelterDecision>>;
    /// Adds a decision, in the place of the one named in `replaces`: [`super::StoreError::Conflict`] if that one does not
    /// stand any more, or another one stands for the same name.
    async fn put_smelter_decision(
        &self,
        made: SmelterDecision,
        replaces: Option<Id>,
        log: LogDraft,
    ) -> StoreResult<()>;
    /// Revokes a decision; a conflict where it does not stand.
    async fn revoke_smelter_decision(&self, id: &str, end: SmelterEnding, log: LogDraft) -> StoreResult<()>;
}
