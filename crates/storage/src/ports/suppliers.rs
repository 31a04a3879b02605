use super::run;
use crate::sql::{import, supplier, supplier_group, supplier_save};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{StoreResult, SupplierStore};
use service::records::*;

#[async_trait]
impl SupplierStore for SqlStore {
    async fn suppliers(&self, scope: &Scope, filter: &SupplierFilter) -> StoreResult<Page<Supplier>> {
        run!(self.read [scope = scope.clone(), filter = filter.clone()] tx => supplier::page(tx, scope, filter))
    }

    async fn suppliers_found(&self, scope: &Scope, filter: &SupplierFilter) -> StoreResult<u64> {
        run!(self.read [scope = scope.clone(), filter = filter.clone()] tx => supplier::found(tx, scope, filter))
    }

    async fn supplier_counts(&self, scope: &Scope) -> StoreResult<(u64, u64)> {
        run!(self.read [scope = scope.clone()] tx => supplier::counts(tx, scope))
    }

    async fn supplier_countries(&self, scope: &Scope) -> StoreResult<Vec<String>> {
        run!(self.read [scope = scope.clone()] tx => supplier::countries(tx, scope))
    }

    async fn supplier_groups(&self, scope: &Scope) -> StoreResult<Vec<Group>> {
        run!(self.read [scope = scope.clone()] tx => supplier_group::all(tx, scope))
    }

    async fn all_suppliers(&self, scope: &Scope) -> StoreResult<Vec<Supplier>> {
        run!(self.read [scope = scope.clone()] tx => supplier::all(tx, scope))
    }

    async fn supplier(&self, scope: &Scope, id: &SupplierId) -> StoreResult<Option<Supplier>> {
        run!(self.read [scope = scope.clone(), id = id.to_owned()] tx => supplier::get_in(tx, scope, id))
    }

    async fn change_supplier(
        &self,
        supplier: Supplier,
        requests: Vec<RequestCommit>,
        act: LogDraft,
    ) -> StoreResult<Supplier> {
        run!(self.write [supplier = supplier, requests = requests, act = act] tx =>
            supplier_save::save(tx, supplier, requests, act))
    }

    async fn apply_import_with(
        &self,
        batch: &str,
        suppliers: Vec<Supplier>,
        requests: Vec<RequestCommit>,
        act: LogDraft,
    ) -> StoreResult<()> {
        run!(self.write [batch = batch.to_owned(), suppliers = suppliers, requests = requests, act = act] tx =>
            import::apply(tx, batch, suppliers, requests, act))
    }

    async fn apply_import_piece(
        &self,
        batch: &str,
        seen: Instant,
        suppliers: Vec<Supplier>,
        requests: Vec<RequestCommit>,
        act: LogDraft,
    ) -> StoreResult<()> {
        run!(self.write [batch = batch.to_owned(), seen = seen, suppliers = suppliers, requests = requests, act = act] tx =>
            import::apply_piece(tx, batch, *seen, suppliers, requests, act))
    }

    async fn put_import(&self, batch: ImportBatch) -> StoreResult<()> {
        run!(self.write [batch = batch] tx => import::put(tx, batch))
    }

    async fn import(&self, id: &str) -> StoreResult<Option<ImportBatch>> {
        run!(self.read [id = id.to_owned()] tx => import::get(tx, id))
    }
}
