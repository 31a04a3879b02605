//! Snapshots: what reports rest on. Added once, never overwritten.

use super::columns::columns;
use super::log;
use crate::tx::{Tx, first, placeholders};
use crate::value::{Value, args};
use service::ports::{StoreError, StoreResult};
use service::records::{LogDraft, SnapshotHead, StoredSnapshot};

columns! {
    SnapshotHead(s, document: String) {
        id: text => &s.id;
        name: text => &s.name;
        year: int => s.year;
        cutoff_at: instant => s.cutoff_at;
        zone: text => &s.zone;
        taken_at: instant => s.taken_at;
        taken_by: id => &s.taken_by;
        hash: text => &s.hash;
    } and {
        document => document;
    }
}

/// Adds a row once: of two that have the same key, the second is a conflict.
pub(super) async fn add(
    tx: &mut dyn Tx,
    table: &str,
    columns: &[&str],
    values: &[Value<'_>],
    act: &LogDraft,
) -> StoreResult<()> {
    let sql =
        format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), placeholders(0, columns.len()));
    match tx.execute(&sql, values).await {
        Err(StoreError::Duplicate(_)) => return Err(StoreError::Conflict),
        done => done?,
    };
    log::append(tx, std::slice::from_ref(act)).await
}

/// Adds a snapshot.
pub async fn put(tx: &mut dyn Tx, snapshot: &StoredSnapshot, act: &LogDraft) -> StoreResult<()> {
    let values = values(&snapshot.head, snapshot.document.clone())?;
    add(tx, "snapshot", WRITTEN, &values, act).await
}

/// All snapshots without their content, the youngest first.
pub async fn all(tx: &mut dyn Tx) -> StoreResult<Vec<SnapshotHead>> {
    let sql = format!("SELECT {} FROM snapshot ORDER BY taken_at DESC, id", READ.join(", "));
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// One snapshot.
pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<StoredSnapshot>> {
    let sql = format!("SELECT {}, document FROM snapshot WHERE id = $1", READ.join(", "));
    let Some(mut row) = first(tx, &sql, args![id]).await? else { return Ok(None) };
    Ok(Some(StoredSnapshot { head: read(&mut row)?, document: row.text()? }))
}
