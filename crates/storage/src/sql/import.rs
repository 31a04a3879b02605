//! Uploads of suppliers that wait for confirmation.

use super::{changes, commit, log, supplier};
use crate::tx::{Tx, first};
use crate::value::{Row, args};
use service::ports::{StoreError, StoreResult};
use service::records::{ImportBatch, Instant, LogDraft, Millis, RequestCommit, Supplier};

/// How long an upload waits.
pub const KEPT: Millis = 24 * 60 * 60 * 1000;

fn read(mut row: Row) -> StoreResult<ImportBatch> {
    Ok(ImportBatch { id: row.text()?, member: row.id()?, document: row.text()?, created_at: row.instant()? })
}

/// Keeps an upload; drops those that waited too long.
pub async fn put(tx: &mut dyn Tx, batch: &ImportBatch) -> StoreResult<()> {
    tx.execute("DELETE FROM import_batch WHERE created_at < $1", args![batch.created_at - KEPT]).await?;
    let sql = "INSERT INTO import_batch (id, member_id, document, created_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (id) DO UPDATE SET document = excluded.document WHERE import_batch.member_id = excluded.member_id";
    let stored = tx.execute(sql, args![&batch.id, &batch.member, &batch.document, batch.created_at]).await?;
    if stored == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// An upload.
pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<ImportBatch>> {
    let sql = "SELECT id, member_id, document, created_at FROM import_batch WHERE id = $1";
    first(tx, sql, args![id]).await?.map(read).transpose()
}

/// Adds and overwrites the last or all of the suppliers, with what follows for their requests; drops the upload.
pub async fn apply(
    tx: &mut dyn Tx,
    batch: &str,
    suppliers: &[Supplier],
    requests: &[RequestCommit],
    act: &LogDraft,
) -> StoreResult<()> {
    if tx.execute("DELETE FROM import_batch WHERE id = $1", args![batch]).await? == 0 {
        return Err(StoreError::Conflict);
    }
    // One entry for the import, and one for each supplier: its own history tells of it.
    write(tx, suppliers, requests, act, vec![act.clone()]).await
}

/// Adds and overwrites some of the suppliers; the upload stays for the others.
pub async fn apply_piece(
    tx: &mut dyn Tx,
    batch: &str,
    seen: Instant,
    suppliers: &[Supplier],
    requests: &[RequestCommit],
    act: &LogDraft,
) -> StoreResult<()> {
    let sql = "UPDATE import_batch SET created_at = created_at + 1 WHERE id = $1 AND created_at = $2";
    if tx.execute(sql, args![batch, seen]).await? == 0 {
        return Err(StoreError::Conflict);
    }
    write(tx, suppliers, requests, act, Vec::new()).await
}

async fn write(
    tx: &mut dyn Tx,
    suppliers: &[Supplier],
    requests: &[RequestCommit],
    act: &LogDraft,
    mut acts: Vec<LogDraft>,
) -> StoreResult<()> {
    let of = |action: &str, s: &Supplier, what| {
        let (action, object) = (action.to_owned(), format!("supplier:{}", s.id));
        changes::noted(&LogDraft { action, object, detail: String::new(), ..act.clone() }, what)
    };
    acts.extend(commit::put_all(tx, requests).await?);
    let known: Vec<&Supplier> = suppliers.iter().filter(|s| s.version != 0).collect();
    for (known, (_, what)) in known.iter().zip(supplier::update_noting(tx, &known).await?) {
        acts.push(of("supplier.import_changed", known, what)?);
    }
    let new: Vec<&Supplier> = suppliers.iter().filter(|s| s.version == 0).collect();
    supplier::insert(tx, &new).await?;
    for added in new {
        acts.push(of("supplier.import_added", added, supplier::changed(None, added)?)?);
    }
    log::append(tx, &acts).await
}
