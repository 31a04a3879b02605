//! The append-only, hash-chained log.

use super::columns::columns;
use crate::tx::{Tx, first, insert_many};
use crate::value::{args, clean, fault};
use service::ports::StoreResult;
use service::records::{LogDraft, LogEntry, LogHead};

/// What was done.
mod act {
    use crate::sql::columns::columns;
    use service::records::LogDraft;

    columns! {
        LogDraft(a) {
            actor: text => &a.actor;
            action: text => &a.action;
            object: text => &a.object;
            detail: text => &a.detail;
            happened_at as at: instant => a.at;
        } and {}
    }
}

columns! {
    LogEntry[entry: act](e) {
        seq: int => e.seq;
        previous: text => &e.previous;
        hash: text => &e.hash;
    } and {}
}

/// What [`read`] reads.
pub fn columns() -> String {
    [act::READ, READ].concat().join(", ")
}

/// Appends acts. The head of the chain stays locked until the end of the transaction: call this last, so that others
/// wait as briefly as possible.
pub async fn append(tx: &mut dyn Tx, acts: &[LogDraft]) -> StoreResult<()> {
    if acts.is_empty() {
        return Ok(());
    }
    let lock = tx.dialect().for_update("log_head");
    let mut head = first(tx, &format!("SELECT seq, hash FROM log_head WHERE id = 1{lock}"), &[])
        .await?
        .ok_or_else(|| fault("the log has no head"))?;
    let (mut seq, mut previous) = (head.int()?, head.text()?);
    let mut entries = Vec::with_capacity(acts.len());
    for act in acts {
        // The hash covers what is stored.
        let entry = LogDraft {
            actor: clean(&act.actor).into_owned(),
            action: clean(&act.action).into_owned(),
            object: clean(&act.object).into_owned(),
            detail: clean(&act.detail).into_owned(),
            at: act.at,
        };
        seq += 1;
        let hash = LogEntry::compute_hash(seq, &previous, &entry);
        entries.push(LogEntry { seq, entry, previous, hash: hash.clone() });
        previous = hash;
    }
    let mut rows = Vec::new();
    for entry in &entries {
        rows.extend(act::values(&entry.entry)?);
        rows.extend(values(entry)?);
    }
    let written = [act::WRITTEN, WRITTEN].concat();
    let head = format!("INSERT INTO log_entry ({})", written.join(", "));
    insert_many(tx, &head, written.len(), &rows, "").await?;
    tx.execute("UPDATE log_head SET seq = $1, hash = $2 WHERE id = 1", args![seq, &previous]).await?;
    Ok(())
}

/// Where the log ends. One statement, so that all of it is of one moment.
pub async fn head(tx: &mut dyn Tx) -> StoreResult<LogHead> {
    let sql = "SELECT seq, hash, (SELECT count(*) FROM submission) FROM log_head WHERE id = 1";
    let mut row = first(tx, sql, &[]).await?.ok_or_else(|| fault("the log has no head"))?;
    Ok(LogHead { seq: row.int()?, hash: row.text()?, submissions: row.int()?.unsigned_abs() })
}

/// Entries behind `seq`, oldest first.
pub async fn after(tx: &mut dyn Tx, seq: i64, limit: u32) -> StoreResult<Vec<LogEntry>> {
    let sql = format!("SELECT {} FROM log_entry WHERE seq > $1 ORDER BY seq LIMIT $2", columns());
    tx.query(&sql, args![seq, limit]).await?.iter_mut().map(read).collect()
}

/// Entries about one object, newest first.
pub async fn of(tx: &mut dyn Tx, object: &str, limit: u32) -> StoreResult<Vec<LogEntry>> {
    let sql = format!("SELECT {} FROM log_entry WHERE object = $1 ORDER BY seq DESC LIMIT $2", columns());
    tx.query(&sql, args![object, limit]).await?.iter_mut().map(read).collect()
}
