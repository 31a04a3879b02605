use super::run;
use crate::sql::{pictures, recheck, update};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{PictureStore, StoreResult};
use service::records::*;

#[async_trait]
impl PictureStore for SqlStore {
    async fn campaign_counts(
        &self,
        scope: &Scope,
        campaign: &CampaignId,
        until: Instant,
    ) -> StoreResult<CampaignCounts> {
        run!(self.read [scope = scope.clone(), campaign = campaign.clone(), until = until] tx =>
            pictures::counts(tx, scope, campaign, *until))
    }

    async fn answer_days(&self, scope: &Scope, campaign: &CampaignId, until: Instant) -> StoreResult<ByDay> {
        run!(self.read [scope = scope.clone(), campaign = campaign.clone(), until = until] tx =>
            pictures::answers(tx, scope, campaign, *until))
    }

    async fn class_counts(&self, scope: &Scope, campaign: &CampaignId) -> StoreResult<[u64; 3]> {
        run!(self.read [scope = scope.clone(), campaign = campaign.clone()] tx =>
            recheck::classes(tx, scope, campaign))
    }

    async fn put_update(&self, version: UpdateVersion, act: LogDraft) -> StoreResult<()> {
        run!(self.write [version = version, act = act] tx => update::put(tx, version, act))
    }

    async fn update(&self, id: &str) -> StoreResult<Option<UpdateVersion>> {
        run!(self.read [id = id.to_owned()] tx => update::get(tx, id))
    }

    async fn updates(&self, campaign: &CampaignId) -> StoreResult<Vec<UpdateVersion>> {
        run!(self.read [campaign = campaign.clone()] tx => update::of_campaign(tx, campaign))
    }
}
