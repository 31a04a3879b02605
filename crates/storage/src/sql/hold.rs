//! Legal holds.

use super::columns::columns;
use super::log;
use crate::tx::{Tx, first};
use crate::value::{Row, args, fault};
use service::ports::{StoreError, StoreResult};
use service::records::{HoldScope, LegalHold, LogDraft};

/// The lock of whoever places a hold, shared by whoever removes: "retentio" in ASCII.
const HOLDS: &str = "8243122671965202799";

/// A condition: a hold covers the request `r`.
pub const ON_REQUEST: &str = "EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_at IS NULL AND (h.scope = 'all' \
    OR (h.scope = 'campaign' AND h.object_id = r.campaign_id) \
    OR (h.scope = 'supplier' AND h.object_id = r.supplier_id)))";

/// Until the end of the transaction no hold is placed: what it then finds is true.
pub async fn none_is_placed(tx: &mut dyn Tx) -> StoreResult<()> {
    if let Some(sql) = tx.dialect().shared(HOLDS) {
        tx.execute(&sql, &[]).await?;
    }
    Ok(())
}

/// What it covers.
mod scope {
    use super::*;

    pub(super) const READ: &[&str] = &["scope", "object_id"];

    pub(super) fn read(row: &mut Row) -> StoreResult<HoldScope> {
        let (scope, object) = (row.text()?, row.text()?);
        HoldScope::parse(&scope, &object).ok_or_else(|| fault("a hold of no known scope"))
    }
}

columns! {
    read only LegalHold[scope: scope] {
        id: text;
        reason: text;
        placed_at: instant;
        placed_by: id;
        lifted_at: opt_instant;
        lifted_by: id;
    }
}

/// All, the youngest first.
pub async fn all(tx: &mut dyn Tx) -> StoreResult<Vec<LegalHold>> {
    let columns = [scope::READ, READ].concat().join(", ");
    let sql = format!("SELECT {columns} FROM legal_hold ORDER BY placed_at DESC, id");
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// Places one, behind whatever is being removed.
pub async fn place(tx: &mut dyn Tx, hold: &LegalHold, act: &LogDraft) -> StoreResult<()> {
    if let Some(sql) = tx.dialect().alone(HOLDS) {
        tx.execute(&sql, &[]).await?;
    }
    let there = match &hold.scope {
        HoldScope::All => None,
        HoldScope::Campaign(_) => Some("SELECT 1 FROM campaign WHERE id = $1"),
        HoldScope::Supplier(_) => Some("SELECT 1 FROM supplier WHERE id = $1"),
    };
    if let Some(sql) = there
        && first(tx, sql, args![hold.scope.object()]).await?.is_none()
    {
        return Err(StoreError::NotFound);
    }
    let sql = "INSERT INTO legal_hold (id, scope, object_id, reason, placed_at, placed_by) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values =
        args![&hold.id, hold.scope.key(), hold.scope.object(), &hold.reason, hold.placed_at, &hold.placed_by];
    tx.execute(sql, values).await?;
    log::append(tx, std::slice::from_ref(act)).await
}

/// Lifts one that stands.
pub async fn lift(tx: &mut dyn Tx, id: &str, by: &str, act: &LogDraft) -> StoreResult<()> {
    let sql = "UPDATE legal_hold SET lifted_at = $2, lifted_by = $3 WHERE id = $1 AND lifted_at IS NULL";
    if tx.execute(sql, args![id, act.at, by]).await? == 0 {
        return Err(StoreError::Conflict);
    }
    log::append(tx, std::slice::from_ref(act)).await
}
