//! Heartbeat, reference lists, housekeeping.

use super::{import, log};
use crate::tx::{Tx, first};
use crate::value::{Row, args, json};
use service::ports::Stored;
use service::records::{LogDraft, Millis, ReferenceList};

/// Writes, to see whether that works.
pub async fn beat(tx: &mut dyn Tx) -> Stored<()> {
    tx.execute("UPDATE heartbeat SET beats = beats + 1 WHERE id = 1", &[]).await.map(|_| ())
}

const COLUMNS: &str = "id, source, as_of, imported_at, smelters";

fn read(mut row: Row) -> Stored<ReferenceList> {
    Ok(ReferenceList {
        id: row.text()?,
        source: row.text()?,
        as_of: row.text()?,
        imported_at: row.int()?,
        smelters: row.json()?,
    })
}

/// Stores a reference list.
pub async fn put_list(tx: &mut dyn Tx, list: &ReferenceList, act: &LogDraft) -> Stored<()> {
    let sql = format!("INSERT INTO reference_list ({COLUMNS}) VALUES ($1, $2, $3, $4, $5)");
    let smelters = json(&list.smelters)?;
    tx.execute(&sql, args![&list.id, &list.source, &list.as_of, list.imported_at, smelters]).await?;
    log::append(tx, std::slice::from_ref(act)).await
}

/// The list with the latest date; of several, the one imported last.
pub async fn latest_list(tx: &mut dyn Tx) -> Stored<Option<ReferenceList>> {
    let sql =
        format!("SELECT {COLUMNS} FROM reference_list ORDER BY as_of DESC, imported_at DESC, id LIMIT 1");
    first(tx, &sql, &[]).await?.map(read).transpose()
}

/// Drops what is over.
pub async fn sweep(tx: &mut dyn Tx, now: Millis) -> Stored<()> {
    tx.execute("DELETE FROM session WHERE expires_at <= $1", args![now]).await?;
    tx.execute("DELETE FROM throttle WHERE expires_at <= $1", args![now]).await?;
    tx.execute("DELETE FROM import_batch WHERE created_at < $1", args![now - import::KEPT]).await.map(|_| ())
}
