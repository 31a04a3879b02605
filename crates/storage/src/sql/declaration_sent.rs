//! Declarations of the company that left.

use super::columns::columns;
use super::snapshot::add;
use crate::tx::{Tx, first};
use crate::value::args;
use service::ports::StoreResult;
use service::records::{LogDraft, SentHead, StoredSent};

columns! {
    SentHead(s, document: String) {
        id: text => &s.id;
        snapshot_id as snapshot: text => &s.snapshot;
        recipient: text => &s.recipient;
        sent_on: day => s.sent_on;
        file: text => &s.file;
        hash: text => &s.hash;
        noted_at: instant => s.noted_at;
        noted_by: id => &s.noted_by;
    } and {
        document => document;
    }
}

/// Adds one.
pub async fn put(tx: &mut dyn Tx, sent: &StoredSent, act: &LogDraft) -> StoreResult<()> {
    let values = values(&sent.head, sent.document.clone())?;
    add(tx, "declaration_sent", WRITTEN, &values, act).await
}

/// All of them without the declarations, the last that left first.
pub async fn all(tx: &mut dyn Tx) -> StoreResult<Vec<SentHead>> {
    let sql =
        format!("SELECT {} FROM declaration_sent ORDER BY sent_on DESC, noted_at DESC, id", READ.join(", "));
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// One.
pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<StoredSent>> {
    let sql = format!("SELECT {}, document FROM declaration_sent WHERE id = $1", READ.join(", "));
    let Some(mut row) = first(tx, &sql, args![id]).await? else { return Ok(None) };
    Ok(Some(StoredSent { head: read(&mut row)?, document: row.text()? }))
}
