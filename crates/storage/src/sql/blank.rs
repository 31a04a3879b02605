//! Official blank templates, by their hash.

use super::log;
use crate::tx::{Tx, first};
use crate::value::{Row, args, fault};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use service::ports::{StoreError, Stored};
use service::records::{BlankHead, LogDraft, StoredBlank};

const HEAD: &str = "id, version, language, file, size, uploaded_at, uploaded_by";

fn head(row: &mut Row) -> Stored<BlankHead> {
    Ok(BlankHead {
        id: row.text()?,
        version: row.text()?,
        language: row.text()?,
        file: row.text()?,
        size: row.int()?.unsigned_abs(),
        uploaded_at: row.int()?,
        uploaded_by: row.id()?,
    })
}

/// Keeps a template; the same file is kept once.
pub async fn put(tx: &mut dyn Tx, blank: &StoredBlank, act: &LogDraft) -> Stored<()> {
    let h = &blank.head;
    let sql = format!(
        "INSERT INTO blank ({HEAD}, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING"
    );
    let bytes = BASE64_STANDARD.encode(&blank.bytes);
    let size = i64::try_from(h.size).map_err(|_| fault("a file of this size"))?;
    let values = args![&h.id, &h.version, &h.language, &h.file, size, h.uploaded_at, &h.uploaded_by, &bytes];
    if tx.execute(&sql, values).await? == 0 {
        return Err(StoreError::Conflict);
    }
    log::append(tx, std::slice::from_ref(act)).await
}

/// What is there, by version, the youngest of each first.
pub async fn heads(tx: &mut dyn Tx) -> Stored<Vec<BlankHead>> {
    let sql = format!("SELECT {HEAD} FROM blank ORDER BY version DESC, uploaded_at DESC, id");
    tx.query(&sql, &[]).await?.into_iter().map(|mut row| head(&mut row)).collect()
}

/// The youngest of a version.
pub async fn of_version(tx: &mut dyn Tx, version: &str) -> Stored<Option<StoredBlank>> {
    let sql =
        format!("SELECT {HEAD}, bytes FROM blank WHERE version = $1 ORDER BY uploaded_at DESC, id LIMIT 1");
    let Some(mut row) = first(tx, &sql, args![version]).await? else { return Ok(None) };
    let head = head(&mut row)?;
    let bytes = BASE64_STANDARD.decode(row.text()?).map_err(|_| fault("a template that is no base64"))?;
    Ok(Some(StoredBlank { head, bytes }))
}

/// Drops a template.
pub async fn remove(tx: &mut dyn Tx, id: &str, act: &LogDraft) -> Stored<()> {
    if tx.execute("DELETE FROM blank WHERE id = $1", args![id]).await? == 0 {
        return Err(StoreError::Conflict);
    }
    log::append(tx, std::slice::from_ref(act)).await
}
