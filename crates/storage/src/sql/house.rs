//! Heartbeat, housekeeping.

use super::import;
use crate::tx::Tx;
use crate::value::args;
use service::ports::Stored;
use service::records::Millis;

/// Writes, to see whether that works.
pub async fn beat(tx: &mut dyn Tx) -> Stored<()> {
    tx.execute("UPDATE heartbeat SET beats = beats + 1 WHERE id = 1", &[]).await.map(|_| ())
}

/// Drops what is over.
pub async fn sweep(tx: &mut dyn Tx, now: Millis) -> Stored<()> {
    tx.execute("DELETE FROM session WHERE expires_at <= $1", args![now]).await?;
    tx.execute("DELETE FROM throttle WHERE expires_at <= $1", args![now]).await?;
    tx.execute("DELETE FROM import_batch WHERE created_at < $1", args![now - import::KEPT]).await.map(|_| ())
}
