//! What members fill in for suppliers.

use super::columns::columns;
use super::snapshot::add;
use super::{log, removal};
use crate::tx::{Tx, first};
use crate::value::args;
use service::ports::{StoreError, StoreResult};
use service::records::{Channel, Instant, LogDraft, TeamEntry};

columns! {
    TeamEntry(e) {
        id: text => &e.id;
        request_id as request: id => &e.request;
        member_id as member: id => &e.member;
        channel: key(Channel::parse) => e.channel.key();
        sender: text => &e.sender;
        received_on: day => e.received_on;
        begun_at: instant => e.begun_at;
        saved_at: opt_instant => e.saved_at;
        ended_at: opt_instant => e.ended_at;
        submission: int => e.submission;
    } and {}
}

/// Begins one; the member's earlier ones at the request end.
pub async fn begin(tx: &mut dyn Tx, entry: &TeamEntry, act: &LogDraft) -> StoreResult<()> {
    let lock = tx.dialect().for_update("request");
    first(tx, &format!("SELECT id FROM request WHERE id = $1{lock}"), args![&entry.request]).await?;
    if removal::of_request(tx, &entry.request).await?.is_some() {
        return Err(StoreError::NotWritable);
    }
    let sql =
        "UPDATE team_entry SET ended_at = $3 WHERE request_id = $1 AND member_id = $2 AND ended_at IS NULL";
    tx.execute(sql, args![&entry.request, &entry.member, entry.begun_at]).await?;
    add(tx, "team_entry", WRITTEN, &values(entry)?, act).await
}

/// The one that a member has begun since then, and that has not ended.
pub async fn open(
    tx: &mut dyn Tx,
    request: &str,
    member: &str,
    since: Instant,
) -> StoreResult<Option<TeamEntry>> {
    let sql = format!(
        "SELECT {} FROM team_entry WHERE request_id = $1 AND member_id = $2 AND ended_at IS NULL AND begun_at > $3 \
         ORDER BY begun_at DESC, id LIMIT 1",
        READ.join(", ")
    );
    first(tx, &sql, args![request, member, since]).await?.as_mut().map(read).transpose()
}

/// Those of a request, oldest first.
pub async fn of_request(tx: &mut dyn Tx, request: &str) -> StoreResult<Vec<TeamEntry>> {
    let sql =
        format!("SELECT {} FROM team_entry WHERE request_id = $1 ORDER BY begun_at, id", READ.join(", "));
    tx.query(&sql, args![request]).await?.iter_mut().map(read).collect()
}

/// Notes that an answer was written by it; not where it has ended meanwhile.
pub async fn saved(tx: &mut dyn Tx, id: &str, now: Instant) -> StoreResult<()> {
    let sql = "SELECT saved_at FROM team_entry WHERE id = $1 AND ended_at IS NULL";
    let mut row = first(tx, sql, args![id]).await?.ok_or(StoreError::NotWritable)?;
    if row.opt_instant()?.is_none() {
        tx.execute("UPDATE team_entry SET saved_at = $2 WHERE id = $1", args![id, now]).await?;
    }
    Ok(())
}

/// Ends one, once.
pub async fn end(tx: &mut dyn Tx, id: &str, act: &LogDraft) -> StoreResult<()> {
    let sql = "UPDATE team_entry SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    match tx.execute(sql, args![id, act.at]).await? {
        0 => Ok(()),
        _ => log::append(tx, std::slice::from_ref(act)).await,
    }
}

/// Notes that a declaration came in, by this entry or by none: all that are open at the request end with it.
pub async fn submitted(
    tx: &mut dyn Tx,
    request: &str,
    by: Option<&str>,
    number: i64,
    at: Instant,
) -> StoreResult<()> {
    if let Some(id) = by {
        let sql = "UPDATE team_entry SET submission = $3, saved_at = COALESCE(saved_at, $4) \
                   WHERE id = $1 AND request_id = $2 AND ended_at IS NULL AND submission = 0";
        if tx.execute(sql, args![id, request, number, at]).await? == 0 {
            return Err(StoreError::Conflict);
        }
    }
    let sql = "UPDATE team_entry SET ended_at = $2 WHERE request_id = $1 AND ended_at IS NULL";
    tx.execute(sql, args![request, at]).await.map(|_| ())
}
