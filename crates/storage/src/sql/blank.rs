//! Official blank templates, by their hash.

use super::columns::columns;
use super::log;
use super::snapshot::add;
use crate::tx::{Tx, first};
use crate::value::{args, fault};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use service::ports::{StoreError, StoreResult};
use service::records::{BlankHead, LogDraft, StoredBlank};

columns! {
    BlankHead(h, size: i64, bytes: String) {
        id: text => &h.id;
        version: text => &h.version;
        language: text => &h.language;
        file: text => &h.file;
        size: size => size;
        uploaded_at: instant => h.uploaded_at;
        uploaded_by: id => &h.uploaded_by;
    } and {
        bytes => bytes;
    }
}

/// Keeps a template; the same file is kept once.
pub async fn put(tx: &mut dyn Tx, blank: &StoredBlank, act: &LogDraft) -> StoreResult<()> {
    let size = i64::try_from(blank.head.size).map_err(|_| fault("a file of this size"))?;
    let values = values(&blank.head, size, BASE64_STANDARD.encode(&blank.bytes))?;
    add(tx, "blank", WRITTEN, &values, act).await
}

/// What is there, by version, the youngest of each first.
pub async fn heads(tx: &mut dyn Tx) -> StoreResult<Vec<BlankHead>> {
    let sql = format!("SELECT {} FROM blank ORDER BY version DESC, uploaded_at DESC, id", READ.join(", "));
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// The youngest of a version.
pub async fn of_version(tx: &mut dyn Tx, version: &str) -> StoreResult<Option<StoredBlank>> {
    let sql = format!(
        "SELECT {}, bytes FROM blank WHERE version = $1 ORDER BY uploaded_at DESC, id LIMIT 1",
        READ.join(", ")
    );
    let Some(mut row) = first(tx, &sql, args![version]).await? else { return Ok(None) };
    let head = read(&mut row)?;
    let bytes = BASE64_STANDARD.decode(row.text()?).map_err(|_| fault("a template that is no base64"))?;
    Ok(Some(StoredBlank { head, bytes }))
}

/// Drops a template.
pub async fn remove(tx: &mut dyn Tx, id: &str, act: &LogDraft) -> StoreResult<()> {
    if tx.execute("DELETE FROM blank WHERE id = $1", args![id]).await? == 0 {
        return Err(StoreError::Conflict);
    }
    log::append(tx, std::slice::from_ref(act)).await
}
