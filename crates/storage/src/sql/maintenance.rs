//! Heartbeat, housekeeping.

use super::{import, job};
use crate::tx::{Tx, first};
use crate::value::{args, json};
use service::ports::StoreResult;
use service::records::{Instant, Millis};

/// Writes, to see whether that works.
pub async fn beat(tx: &mut dyn Tx) -> StoreResult<()> {
    tx.execute("UPDATE heartbeat SET beats = beats + 1 WHERE id = 1", &[]).await.map(|_| ())
}

/// Notes that this is a demonstration's database, and how far ahead its clock is.
pub async fn put_demo(tx: &mut dyn Tx, ahead: Millis) -> StoreResult<()> {
    let sql = "INSERT INTO setting (name, document) VALUES ('demo', $1) \
               ON CONFLICT (name) DO UPDATE SET document = excluded.document";
    tx.execute(sql, args![json(&ahead)?]).await.map(|_| ())
}

/// How far ahead the demonstration's clock is, where this is its database.
pub async fn demo(tx: &mut dyn Tx) -> StoreResult<Option<Millis>> {
    let row = first(tx, "SELECT document FROM setting WHERE name = 'demo'", &[]).await?;
    row.map(|mut row| row.json()).transpose()
}

/// Drops what is over.
pub async fn sweep(tx: &mut dyn Tx, now: Instant) -> StoreResult<()> {
    // While the clock was ahead, sessions began that would live longer by as much; unused, they become idle from now.
    let sql = "UPDATE session SET expires_at = expires_at - (created_at - $1), created_at = $1 WHERE created_at > $1";
    tx.execute(sql, args![now]).await?;
    tx.execute("UPDATE session SET seen_at = $1 WHERE seen_at > $1", args![now]).await?;
    tx.execute("DELETE FROM session WHERE expires_at <= $1", args![now]).await?;
    tx.execute("DELETE FROM throttle WHERE expires_at <= $1", args![now]).await?;
    // What is over is shown for a month.
    tx.execute("DELETE FROM job WHERE finished_at < $1", args![now - job::KEPT]).await?;
    tx.execute("DELETE FROM import_batch WHERE created_at < $1", args![now - import::KEPT]).await.map(|_| ())
}
