//! What is known of files.

use super::columns::columns;
use super::snapshot::add;
use super::{log, removal};
use crate::tx::{Tx, first};
use crate::value::args;
use service::ports::{StoreError, StoreResult};
use service::records::{Channel, FileKind, KeptFile, LogDraft, Side};

columns! {
    KeptFile(f) {
        id: text => &f.id;
        hash: text => &f.hash;
        size: size => i64::try_from(f.size).unwrap_or(i64::MAX);
        name: text => &f.name;
        media: text => &f.media;
        kind: key(FileKind::parse) => f.kind.key();
        request_id as request: id => &f.request;
        side: key(Side::parse) => f.side.key();
        put_by: id => &f.put_by;
        put_at: instant => f.put_at;
        shared: flag => i64::from(f.shared);
        channel: opt_key(Channel::parse) => f.channel.map_or("", Channel::key);
        sender: text => &f.sender;
        received_on: opt_day => f.received_on;
        submission: int => f.submission;
        scanner: text => &f.scanner;
        scanned_at: opt_instant => f.scanned_at;
        removed_at: opt_instant => f.removed_at;
        removed_by: text => &f.removed_by;
    } and {}
}

pub async fn put(tx: &mut dyn Tx, file: &KeptFile, act: &LogDraft) -> StoreResult<()> {
    let lock = tx.dialect().for_update("request");
    first(tx, &format!("SELECT id FROM request WHERE id = $1{lock}"), args![&file.request]).await?;
    if removal::of_request(tx, &file.request).await?.is_some() {
        return Err(StoreError::NotWritable);
    }
    add(tx, "kept_file", WRITTEN, &values(file)?, act).await
}

pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<KeptFile>> {
    let sql = format!("SELECT {} FROM kept_file WHERE id = $1", READ.join(", "));
    first(tx, &sql, args![id]).await?.as_mut().map(read).transpose()
}

/// Those of a request, oldest first.
pub async fn of_request(tx: &mut dyn Tx, request: &str) -> StoreResult<Vec<KeptFile>> {
    let sql = format!("SELECT {} FROM kept_file WHERE request_id = $1 ORDER BY put_at, id", READ.join(", "));
    tx.query(&sql, args![request]).await?.iter_mut().map(read).collect()
}

/// Notes when and by whom a file was removed.
pub async fn remove(tx: &mut dyn Tx, id: &str, act: &LogDraft) -> StoreResult<()> {
    let sql = "UPDATE kept_file SET removed_at = $2, removed_by = $3 WHERE id = $1 AND removed_at IS NULL";
    if tx.execute(sql, args![id, act.at, &act.actor]).await? == 0 {
        return Err(StoreError::Conflict);
    }
    log::append(tx, std::slice::from_ref(act)).await
}

/// Notes which submission was read from a file; a file is read once.
pub async fn submitted(tx: &mut dyn Tx, request: &str, id: &str, number: i64) -> StoreResult<()> {
    let sql = "UPDATE kept_file SET submission = $3 \
               WHERE id = $1 AND request_id = $2 AND submission = 0 AND removed_at IS NULL";
    match tx.execute(sql, args![id, request, number]).await? {
        0 => Err(StoreError::Conflict),
        _ => Ok(()),
    }
}

/// Whether a file that was not removed has these bytes.
pub async fn is_named(tx: &mut dyn Tx, hash: &str) -> StoreResult<bool> {
    let sql = "SELECT 1 FROM kept_file WHERE hash = $1 AND removed_at IS NULL LIMIT 1";
    Ok(first(tx, sql, args![hash]).await?.is_some())
}

/// The bytes that must be there: hash and size, behind a hash.
pub async fn expected(tx: &mut dyn Tx, behind: &str) -> StoreResult<Vec<(String, u64)>> {
    let sql = "SELECT DISTINCT hash, size FROM kept_file WHERE removed_at IS NULL AND hash > $1 \
               ORDER BY hash, size LIMIT 200";
    let rows = tx.query(sql, args![behind]).await?;
    rows.into_iter().map(|mut row| Ok((row.text()?, row.size()?))).collect()
}
