use super::run;
use crate::sql::call;
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{CallStore, StoreResult};
use service::records::*;

#[async_trait]
impl CallStore for SqlStore {
    async fn calls(&self, scope: &Scope, supplier: &SupplierId) -> StoreResult<Vec<Call>> {
        run!(self.read [scope = scope.clone(), supplier = supplier.clone()] tx =>
            call::of_supplier(tx, scope, supplier))
    }

    async fn calls_about(&self, scope: &Scope, requests: Vec<RequestId>) -> StoreResult<Vec<Call>> {
        run!(self.read [scope = scope.clone(), requests = requests] tx => call::about(tx, scope, requests))
    }

    async fn calls_counted(&self, scope: &Scope, campaign: &CampaignId) -> StoreResult<u64> {
        run!(self.read [scope = scope.clone(), campaign = campaign.clone()] tx =>
            call::counted(tx, scope, campaign))
    }

    async fn put_call(&self, call: Call, log: LogDraft) -> StoreResult<bool> {
        run!(self.write [call = call, log = log] tx => call::put(tx, call, log))
    }
}
