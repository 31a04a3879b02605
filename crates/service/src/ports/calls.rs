use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// Telephone calls about requests.
#[async_trait]
pub trait CallStore: Send + Sync {
    /// Those about a supplier's requests that are in scope, the youngest first.
    async fn calls(&self, scope: &Scope, supplier: &SupplierId) -> StoreResult<Vec<Call>>;
    /// Those about these requests, as far as they are in scope, the youngest first.
    async fn calls_about(&self, scope: &Scope, requests: Vec<RequestId>) -> StoreResult<Vec<Call>>;
    /// How many there were about a campaign's requests that are in scope.
    async fn calls_counted(&self, scope: &Scope, campaign: &CampaignId) -> StoreResult<u64>;
    /// Keeps one; of one that is kept already nothing changes, and false is the answer.
    /// [`super::StoreError::NotWritable`] behind a removal.
    async fn put_call(&self, call: Call, log: LogDraft) -> StoreResult<bool>;
}
