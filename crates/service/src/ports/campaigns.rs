use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// Campaigns and their launch.
#[async_trait]
pub trait CampaignStore: Send + Sync {
    /// All campaigns, newest first.
    async fn campaigns(&self, scope: &Scope) -> StoreResult<Vec<Campaign>>;
    async fn campaign(&self, scope: &Scope, id: &CampaignId) -> StoreResult<Option<Campaign>>;
    /// Adds (version 0) or overwrites (version as read) a campaign.
    async fn save_campaign(&self, campaign: Campaign, log: LogDraft) -> StoreResult<Campaign>;
    /// Overwrites a campaign (version as read) together with what follows for its requests and links.
    async fn change_campaign(
        &self,
        campaign: Campaign,
        replan: Replan,
        now: Instant,
        log: LogDraft,
    ) -> StoreResult<Campaign>;
    /// The versions of a campaign's rule profile, newest first.
    async fn rule_profiles(&self, campaign: &CampaignId) -> StoreResult<Vec<RuleProfile>>;
    /// The version that holds; none while the built-in profile does.
    async fn rule_profile(&self, campaign: &CampaignId) -> StoreResult<Option<RuleProfile>>;
    /// Adds the next version: [`super::StoreError::Conflict`] if somebody else has added it.
    async fn put_rule_profile(&self, profile: RuleProfile, log: LogDraft) -> StoreResult<()>;
    /// Adds planned requests for suppliers that have none yet, and drops those of the requests named in `drop` that
    /// are still planned.
    async fn set_recipients(
        &self,
        campaign: &CampaignId,
        add: Vec<Request>,
        drop: Vec<RequestId>,
        log: LogDraft,
    ) -> StoreResult<()>;
    /// Opens the campaign and invites: each request that is still planned moves on with its link and its mail.
    /// Pressing twice invites once: says how many were invited now. `version` is the campaign's as the invitations
    /// were built from it: [`super::StoreError::Conflict`] if it has moved on. It moves on whenever somebody is invited.
    async fn launch(
        &self,
        campaign: &CampaignId,
        version: i64,
        invitations: Vec<RequestCommit>,
        log: LogDraft,
    ) -> StoreResult<u64>;
}
