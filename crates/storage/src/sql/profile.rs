//! The versions of a campaign's rule profile.

use super::columns::columns;
use super::snapshot::add;
use crate::tx::{Tx, first};
use crate::value::{args, json};
use service::ports::{StoreError, StoreResult};
use service::records::{LogDraft, RuleProfile};

columns! {
    RuleProfile(p) {
        campaign_id as campaign: id => &p.campaign;
        version: int => p.version;
        profile: json => json(&p.profile)?;
        member_id as member: id => &p.member;
        why: text => &p.why;
        switched_on_at as at: instant => p.at;
    } and {}
}

fn select() -> String {
    format!("SELECT {} FROM rule_profile WHERE campaign_id = $1 ORDER BY version DESC", READ.join(", "))
}

/// All versions, newest first.
pub async fn all(tx: &mut dyn Tx, campaign: &str) -> StoreResult<Vec<RuleProfile>> {
    tx.query(&select(), args![campaign]).await?.iter_mut().map(read).collect()
}

/// The version that holds.
pub async fn latest(tx: &mut dyn Tx, campaign: &str) -> StoreResult<Option<RuleProfile>> {
    first(tx, &(select() + " LIMIT 1"), args![campaign]).await?.as_mut().map(read).transpose()
}

/// Adds the next version. Of two at once the key lets one through.
pub async fn put(tx: &mut dyn Tx, p: &RuleProfile, act: &LogDraft) -> StoreResult<()> {
    let before = latest(tx, &p.campaign).await?.map_or(0, |p| p.version);
    if p.version != before + 1 {
        return Err(StoreError::Conflict);
    }
    add(tx, "rule_profile", WRITTEN, &values(p)?, act).await
}
