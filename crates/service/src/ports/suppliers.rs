use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// Suppliers and their import.
#[async_trait]
pub trait SupplierStore: Send + Sync {
    /// A page of suppliers by name. What is outside of the scope is in no page and no count, here and wherever one is given.
    async fn suppliers(&self, scope: &Scope, filter: &SupplierFilter) -> StoreResult<Page<Supplier>>;
    /// How many a filter finds, whatever page is asked for.
    async fn suppliers_found(&self, scope: &Scope, filter: &SupplierFilter) -> StoreResult<u64>;
    /// How many there are: (active, retired).
    async fn supplier_counts(&self, scope: &Scope) -> StoreResult<(u64, u64)>;
    /// In which countries they are, by their codes.
    async fn supplier_countries(&self, scope: &Scope) -> StoreResult<Vec<String>>;
    /// The groups that any of them belongs to, by name.
    async fn supplier_groups(&self, scope: &Scope) -> StoreResult<Vec<Group>>;
    /// Every supplier, for matching an import.
    async fn all_suppliers(&self, scope: &Scope) -> StoreResult<Vec<Supplier>>;
    async fn supplier(&self, scope: &Scope, id: &SupplierId) -> StoreResult<Option<Supplier>>;
    /// Adds (version 0) or overwrites (version as read) a supplier.
    async fn save_supplier(&self, supplier: Supplier, log: LogDraft) -> StoreResult<Supplier> {
        self.change_supplier(supplier, Vec::new(), log).await
    }
    /// The same together with what follows for its requests, all or nothing.
    async fn change_supplier(
        &self,
        supplier: Supplier,
        requests: Vec<RequestCommit>,
        log: LogDraft,
    ) -> StoreResult<Supplier>;
    /// Adds and overwrites many at once, all or none; drops the batch. [`super::StoreError::Conflict`] if the batch is gone.
    async fn apply_import(&self, batch: &str, suppliers: Vec<Supplier>, log: LogDraft) -> StoreResult<()> {
        self.apply_import_with(batch, suppliers, Vec::new(), log).await
    }
    /// The same together with what follows for their requests, all or nothing.
    async fn apply_import_with(
        &self,
        batch: &str,
        suppliers: Vec<Supplier>,
        requests: Vec<RequestCommit>,
        log: LogDraft,
    ) -> StoreResult<()>;
    /// A part of them, all of it or nothing, so that nobody else's save waits for more. The act is the last part's. The batch
    /// goes on, a millisecond younger than it was seen: of two who confirm it at once, one is told of a conflict.
    async fn apply_import_piece(
        &self,
        batch: &str,
        seen: Instant,
        suppliers: Vec<Supplier>,
        requests: Vec<RequestCommit>,
        log: LogDraft,
    ) -> StoreResult<()>;
    /// Keeps an upload until it is confirmed; drops those older than a day.
    async fn put_import(&self, batch: ImportBatch) -> StoreResult<()>;
    /// An upload that waits.
    async fn import(&self, id: &str) -> StoreResult<Option<ImportBatch>>;
}
