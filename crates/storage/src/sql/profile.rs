//! The versions of a campaign's rule profile.

use super::log;
use crate::tx::{Tx, first};
use crate::value::{Row, args, json};
use service::ports::{StoreError, Stored};
use service::records::{LogDraft, RuleProfile};

const COLUMNS: &str = "campaign_id, version, profile, member_id, why, switched_on_at";

fn read(mut row: Row) -> Stored<RuleProfile> {
    Ok(RuleProfile {
        campaign: row.text()?,
        version: row.int()?,
        profile: row.json()?,
        member: row.id()?,
        why: row.text()?,
        at: row.int()?,
    })
}

/// All versions, newest first.
pub async fn all(tx: &mut dyn Tx, campaign: &str) -> Stored<Vec<RuleProfile>> {
    let sql = format!("SELECT {COLUMNS} FROM rule_profile WHERE campaign_id = $1 ORDER BY version DESC");
    tx.query(&sql, args![campaign]).await?.into_iter().map(read).collect()
}

/// The version that holds.
pub async fn latest(tx: &mut dyn Tx, campaign: &str) -> Stored<Option<RuleProfile>> {
    let sql =
        format!("SELECT {COLUMNS} FROM rule_profile WHERE campaign_id = $1 ORDER BY version DESC LIMIT 1");
    first(tx, &sql, args![campaign]).await?.map(read).transpose()
}

/// Adds the next version. Of two at once the key lets one through.
pub async fn put(tx: &mut dyn Tx, p: &RuleProfile, act: &LogDraft) -> Stored<()> {
    let before = latest(tx, &p.campaign).await?.map_or(0, |p| p.version);
    if p.version != before + 1 {
        return Err(StoreError::Conflict);
    }
    let sql = format!("INSERT INTO rule_profile ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6)");
    let values = args![&p.campaign, p.version, json(&p.profile)?, &p.member, &p.why, p.at];
    match tx.execute(&sql, values).await {
        Err(StoreError::Duplicate(_)) => return Err(StoreError::Conflict),
        done => done?,
    };
    log::append(tx, std::slice::from_ref(act)).await
}
