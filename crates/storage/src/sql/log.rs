//! The append-only, hash-chained log.

use crate::tx::{Tx, first, insert_many};
use crate::value::{Row, Value, args, clean, fault};
use service::ports::Stored;
use service::records::{LogDraft, LogEntry, LogHead};

/// The columns of an entry.
pub const COLUMNS: &str = "seq, actor, action, object, detail, happened_at, previous, hash";

/// Appends acts. The head of the chain stays locked until the end of the transaction: call this last, so that others
/// wait as briefly as possible.
pub async fn append(tx: &mut dyn Tx, acts: &[LogDraft]) -> Stored<()> {
    if acts.is_empty() {
        return Ok(());
    }
    let lock = tx.dialect().for_update("log_head");
    let mut head = first(tx, &format!("SELECT seq, hash FROM log_head WHERE id = 1{lock}"), &[])
        .await?
        .ok_or_else(|| fault("the log has no head"))?;
    let (mut seq, mut previous) = (head.int()?, head.text()?);
    let mut values = Vec::with_capacity(acts.len() * 8);
    for act in acts {
        // The hash covers what is stored.
        let act = LogDraft {
            actor: clean(&act.actor).into_owned(),
            action: clean(&act.action).into_owned(),
            object: clean(&act.object).into_owned(),
            detail: clean(&act.detail).into_owned(),
            at: act.at,
        };
        seq += 1;
        let hash = LogEntry::compute_hash(seq, &previous, &act);
        values.extend([Value::from(seq), act.actor.into(), act.action.into(), act.object.into()]);
        values.extend([Value::from(act.detail), act.at.into(), previous.into(), hash.clone().into()]);
        previous = hash;
    }
    insert_many(tx, &format!("INSERT INTO log_entry ({COLUMNS})"), 8, &values, "").await?;
    tx.execute("UPDATE log_head SET seq = $1, hash = $2 WHERE id = 1", args![seq, &previous]).await?;
    Ok(())
}

/// An entry from [`COLUMNS`].
pub fn read(mut row: Row) -> Stored<LogEntry> {
    Ok(LogEntry {
        seq: row.int()?,
        entry: LogDraft {
            actor: row.text()?,
            action: row.text()?,
            object: row.text()?,
            detail: row.text()?,
            at: row.int()?,
        },
        previous: row.text()?,
        hash: row.text()?,
    })
}

/// Where the log ends. One statement, so that all of it is of one moment.
pub async fn head(tx: &mut dyn Tx) -> Stored<LogHead> {
    let sql = "SELECT seq, hash, (SELECT count(*) FROM submission) FROM log_head WHERE id = 1";
    let mut row = first(tx, sql, &[]).await?.ok_or_else(|| fault("the log has no head"))?;
    Ok(LogHead { seq: row.int()?, hash: row.text()?, submissions: row.int()?.unsigned_abs() })
}

/// Entries behind `seq`, oldest first.
pub async fn after(tx: &mut dyn Tx, seq: i64, limit: u32) -> Stored<Vec<LogEntry>> {
    let sql = format!("SELECT {COLUMNS} FROM log_entry WHERE seq > $1 ORDER BY seq LIMIT $2");
    tx.query(&sql, args![seq, limit]).await?.into_iter().map(read).collect()
}

/// Entries about one object, newest first.
pub async fn of(tx: &mut dyn Tx, object: &str, limit: u32) -> Stored<Vec<LogEntry>> {
    let sql = format!("SELECT {COLUMNS} FROM log_entry WHERE object = $1 ORDER BY seq DESC LIMIT $2");
    tx.query(&sql, args![object, limit]).await?.into_iter().map(read).collect()
}
