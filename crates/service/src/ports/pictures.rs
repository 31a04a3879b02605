use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// What pictures of a campaign are drawn of, and updates to senior management that show them.
#[async_trait]
pub trait PictureStore: Send + Sync {
    /// What is counted of a campaign; of days those before this moment.
    async fn campaign_counts(
        &self,
        scope: &Scope,
        campaign: &CampaignId,
        until: Instant,
    ) -> StoreResult<CampaignCounts>;
    /// On which days before this moment the first submissions of a campaign came, of requests that have an answer.
    async fn answer_days(&self, scope: &Scope, campaign: &CampaignId, until: Instant) -> StoreResult<ByDay>;
    /// In how many last submissions of a campaign, of those that count, something is incomplete, inconsistent, inaccurate.
    async fn class_counts(&self, scope: &Scope, campaign: &CampaignId) -> StoreResult<[u64; 3]>;
    /// Adds the next version of an update: [`super::StoreError::Conflict`] if somebody else has added it, or it is signed.
    async fn put_update(&self, version: UpdateVersion, log: LogDraft) -> StoreResult<()>;
    /// The last version of an update.
    async fn update(&self, id: &str) -> StoreResult<Option<UpdateVersion>>;
    /// The last versions of a campaign's updates, the youngest first.
    async fn updates(&self, campaign: &CampaignId) -> StoreResult<Vec<UpdateVersion>>;
}
