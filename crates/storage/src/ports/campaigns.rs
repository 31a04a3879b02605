use super::run;
use crate::sql::{campaign, profile};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{CampaignStore, StoreResult};
use service::records::*;

#[async_trait]
impl CampaignStore for SqlStore {
    async fn campaigns(&self, scope: &Scope) -> StoreResult<Vec<Campaign>> {
        let mut all = run!(self.read [] tx => campaign::all(tx))?;
        all.retain(|campaign| scope.has_campaign(&campaign.id));
        Ok(all)
    }

    async fn campaign(&self, scope: &Scope, id: &CampaignId) -> StoreResult<Option<Campaign>> {
        if !scope.has_campaign(id) {
            return Ok(None);
        }
        run!(self.read [id = id.to_owned()] tx => campaign::get(tx, id))
    }

    async fn save_campaign(&self, campaign: Campaign, act: LogDraft) -> StoreResult<Campaign> {
        run!(self.write [campaign = campaign, act = act] tx => campaign::save(tx, campaign, act))
    }

    async fn change_campaign(
        &self,
        campaign: Campaign,
        replan: Replan,
        now: Instant,
        act: LogDraft,
    ) -> StoreResult<Campaign> {
        run!(self.write [campaign = campaign, replan = replan, now = now, act = act] tx =>
            campaign::change(tx, campaign, replan, *now, act))
    }

    async fn rule_profiles(&self, campaign: &CampaignId) -> StoreResult<Vec<RuleProfile>> {
        run!(self.read [campaign = campaign.to_owned()] tx => profile::all(tx, campaign))
    }

    async fn rule_profile(&self, campaign: &CampaignId) -> StoreResult<Option<RuleProfile>> {
        run!(self.read [campaign = campaign.to_owned()] tx => profile::latest(tx, campaign))
    }

    async fn put_rule_profile(&self, profile: RuleProfile, act: LogDraft) -> StoreResult<()> {
        run!(self.write [profile = profile, act = act] tx => profile::put(tx, profile, act))
    }

    async fn set_recipients(
        &self,
        id: &CampaignId,
        add: Vec<Request>,
        drop: Vec<RequestId>,
        act: LogDraft,
    ) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), add = add, drop = drop, act = act] tx =>
            campaign::set_recipients(tx, id, add, drop, act))
    }

    async fn launch(
        &self,
        id: &CampaignId,
        version: i64,
        invitations: Vec<RequestCommit>,
        act: LogDraft,
    ) -> StoreResult<u64> {
        run!(self.write [id = id.to_owned(), version = version, invitations = invitations, act = act] tx =>
            campaign::launch(tx, id, *version, invitations, act))
    }
}
