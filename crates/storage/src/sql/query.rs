//! Queries of reviewers.

use super::columns::columns;
use crate::tx::{Tx, placeholders};
use crate::value::args;
use service::ports::{StoreError, StoreResult};
use service::records::{Query, QueryState};

columns! {
    Query(q) {
        id: text => &q.id;
        request_id as request: id => &q.request;
        submission: int => q.submission;
        location: text => &q.location;
        finding: text => &q.finding;
        question as text: text => &q.text;
        old_value: text => &q.old_value;
        reply: text => &q.reply;
        state: key(QueryState::parse) => q.state.key();
        member_id as member: id => &q.member;
        created_at: instant => q.created_at;
        was: opt_key(QueryState::parse) => q.was.map_or("", QueryState::key);
    } and {}
}

/// Adds or overwrites a query of this request. The identifier of another request's query is a conflict.
pub async fn put(tx: &mut dyn Tx, q: &Query) -> StoreResult<()> {
    let sql = format!(
        "INSERT INTO review_query ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET question = excluded.question, \
         reply = excluded.reply, state = excluded.state, location = excluded.location, finding = excluded.finding, \
         old_value = excluded.old_value, submission = excluded.submission, was = excluded.was \
         WHERE review_query.request_id = excluded.request_id",
        WRITTEN.join(", "),
        placeholders(0, WIDTH)
    );
    if tx.execute(&sql, &values(q)?).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Drops a query that was never sent.
pub async fn remove(tx: &mut dyn Tx, request: &str, id: &str) -> StoreResult<()> {
    let sql = "DELETE FROM review_query WHERE id = $1 AND request_id = $2 AND state = 'draft'";
    tx.execute(sql, args![id, request]).await.map(|_| ())
}

/// All queries of a request, oldest first.
pub async fn of_request(tx: &mut dyn Tx, request: &str) -> StoreResult<Vec<Query>> {
    let sql =
        format!("SELECT {} FROM review_query WHERE request_id = $1 ORDER BY created_at, id", READ.join(", "));
    tx.query(&sql, args![request]).await?.iter_mut().map(read).collect()
}
