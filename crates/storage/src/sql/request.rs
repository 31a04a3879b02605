//! Requests: reading them, and the statements that units of work are made of.

use super::columns::{columns, of, overwrite};
use super::removal;
use super::scope;
use crate::tx::{Statement, Tx, first};
use crate::value::{Value, args};
use domain::workflow::RequestState;
use service::ports::{StoreError, StoreResult};
use service::records::{Instant, Request, RequestId, Scope};
use std::collections::HashSet;

columns! {
    Request(r, version: i64, acted: i64, changed_at: Instant) {
        id: id => &r.id;
        version: int => version;
        campaign_id as campaign: id => &r.campaign;
        supplier_id as supplier: id => &r.supplier;
        state: key(RequestState::parse) => r.state.key();
        state_at: instant => r.state_at;
        invited_at: opt_instant => r.invited_at;
        opened_at: opt_instant => r.opened_at;
        submitted_at: opt_instant => r.submitted_at;
        submissions: int => r.submissions;
        errors: int => r.errors;
        warnings: int => r.warnings;
        reminders: int => r.reminders;
        next_reminder_at: opt_instant => r.next_reminder_at;
        snoozed_until: opt_instant => r.snoozed_until;
        last_section: text => &r.last_section;
        reason: text => &r.reason;
        proposed_contact: text => &r.proposed_contact;
        scope_reason: text => &r.scope_reason;
        owner: opt_id => &r.owner;
        accepted_by: id => &r.accepted_by;
        acted: int => acted;
    } and {
        changed_at => changed_at;
    }
}

/// What a statement reads of requests, which it calls `r`.
pub fn columns() -> String {
    of("r", READ)
}

/// One request.
pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<Request>> {
    let sql = format!("SELECT {} FROM request r WHERE r.id = $1", columns());
    first(tx, &sql, args![id]).await?.map(|mut row| read(&mut row)).transpose()
}

/// One request, where it is in scope.
pub async fn get_in(tx: &mut dyn Tx, scope: &Scope, id: &str) -> StoreResult<Option<Request>> {
    let mut sql = Statement::default();
    let id = sql.arg(id);
    let within = scope::of_requests(&mut sql, scope, "r");
    sql.push(&format!("SELECT {} FROM request r WHERE r.id = {id}{within}", columns()));
    first(tx, &sql.sql, &sql.args).await?.map(|mut row| read(&mut row)).transpose()
}

/// Overwrites a request at the version that was read. A quiet change is one that a decision need not have seen.
pub async fn update(tx: &mut dyn Tx, r: &Request, quiet: bool, changed_at: Instant) -> StoreResult<()> {
    let acted = if quiet { r.acted } else { r.version + 1 };
    let row = values(r, r.version + 1, acted, changed_at)?;
    // A request is of its campaign and its supplier for ever.
    let fixed = ["id", "campaign_id", "supplier_id"];
    if !overwrite(tx, "request", WRITTEN, &row, &fixed, r.version).await? {
        return Err(if get(tx, &r.id).await?.is_some() {
            StoreError::Conflict
        } else {
            StoreError::NotFound
        });
    }
    // Behind a request whose answers were removed nothing is put any more.
    match removal::of_request(tx, &r.id).await? {
        Some(_) => Err(StoreError::NotWritable),
        None => Ok(()),
    }
}

/// Invites those of these requests that are of this campaign and still planned; the answer: which.
pub async fn invite(
    tx: &mut dyn Tx,
    campaign: &str,
    requests: &[&Request],
    changed_at: Instant,
) -> StoreResult<HashSet<RequestId>> {
    let mut invited = HashSet::with_capacity(requests.len());
    for some in requests.chunks(INVITED_AT_ONCE) {
        let mut sql = Statement::default();
        let rows: Vec<String> = some
            .iter()
            .map(|r| {
                let row = [
                    Value::from(&r.id),
                    (r.version + 1).into(),
                    r.state.key().into(),
                    r.state_at.into(),
                    r.invited_at.into(),
                    r.next_reminder_at.into(),
                ];
                format!("({})", sql.list(row))
            })
            .collect();
        let (at, of) = (sql.arg(changed_at), sql.arg(campaign));
        // Each is found by its identifier: what is joined to nothing tempts no planner to begin with all that are planned.
        sql.push(&format!(
            "UPDATE request SET version = v.column2, acted = v.column2, state = v.column3, state_at = v.column4, \
             invited_at = v.column5, next_reminder_at = v.column6, changed_at = {at} \
             FROM (VALUES {}) AS v WHERE request.id = v.column1 \
             AND request.campaign_id || '' = {of} AND request.state || '' = 'planned' RETURNING id",
            rows.join(", ")
        ));
        for mut row in tx.query(&sql.sql, &sql.args).await? {
            invited.insert(row.id()?);
        }
    }
    Ok(invited)
}

/// Few enough for one statement, many enough that ten thousand are few statements.
const INVITED_AT_ONCE: usize = 200;

/// Requests of open campaigns that wait for the supplier and whose reminder is due, longest due first. As in lists,
/// `state || ''` keeps SQLite from walking the states instead of the reminders.
pub async fn reminders_due(tx: &mut dyn Tx, now: Instant, limit: u32) -> StoreResult<Vec<Request>> {
    let sql = format!(
        "SELECT {} FROM request r JOIN campaign c ON c.id = r.campaign_id \
         WHERE r.next_reminder_at <= $1 AND c.state = 'open' \
         AND r.state || '' IN ('invited', 'opened', 'started', 'sent_back') ORDER BY r.next_reminder_at, r.id LIMIT $2",
        columns()
    );
    tx.query(&sql, args![now, limit]).await?.into_iter().map(|mut row| read(&mut row)).collect()
}
