//! Requests, links, submissions, queries: reading them, and the statements that units of work are made of.

use super::judgement;
use crate::tx::{Statement, Tx, first, insert_many, placeholders};
use crate::value::{Row, Value, args, json};
use domain::workflow::RequestState;
use service::ports::{StoreError, Stored};
use service::records::{Judged, Link, Millis, Query, QueryState, Request, Submission};
use std::collections::HashSet;

/// The columns of a request, as `r.…`.
pub const COLUMNS: &str = "r.id, r.version, r.campaign_id, r.supplier_id, r.state, r.state_at, r.invited_at, \
                           r.opened_at, r.submitted_at, r.submissions, r.errors, r.warnings, r.reminders, \
                           r.next_reminder_at, r.snoozed_until, r.last_section, r.reason, r.proposed_contact, \
                           r.scope_reason, r.acted";
/// The columns that are written, with what lists need.
pub const STORED: &str = "id, version, campaign_id, supplier_id, state, state_at, invited_at, opened_at, \
                          submitted_at, submissions, errors, warnings, reminders, next_reminder_at, snoozed_until, \
                          last_section, reason, proposed_contact, scope_reason, acted, changed_at, name_key, search";
/// How many they are.
pub const WIDTH: usize = 23;

/// A request from [`COLUMNS`].
pub fn read(row: &mut Row) -> Stored<Request> {
    Ok(Request {
        id: row.text()?,
        version: row.int()?,
        campaign: row.text()?,
        supplier: row.text()?,
        state: row.key(RequestState::parse)?,
        state_at: row.int()?,
        invited_at: row.opt_int()?,
        opened_at: row.opt_int()?,
        submitted_at: row.opt_int()?,
        submissions: row.int()?,
        errors: row.int()?,
        warnings: row.int()?,
        reminders: row.int()?,
        next_reminder_at: row.opt_int()?,
        snoozed_until: row.opt_int()?,
        last_section: row.text()?,
        reason: row.text()?,
        proposed_contact: row.text()?,
        scope_reason: row.text()?,
        acted: row.int()?,
    })
}

/// Values for the columns of [`STORED`] up to `changed_at`.
pub fn values(r: &Request, version: i64, acted: i64, changed_at: Millis) -> [Value<'_>; WIDTH - 2] {
    [
        Value::from(&r.id),
        version.into(),
        (&r.campaign).into(),
        (&r.supplier).into(),
        r.state.key().into(),
        r.state_at.into(),
        r.invited_at.into(),
        r.opened_at.into(),
        r.submitted_at.into(),
        r.submissions.into(),
        r.errors.into(),
        r.warnings.into(),
        r.reminders.into(),
        r.next_reminder_at.into(),
        r.snoozed_until.into(),
        (&r.last_section).into(),
        (&r.reason).into(),
        (&r.proposed_contact).into(),
        (&r.scope_reason).into(),
        acted.into(),
        changed_at.into(),
    ]
}

/// What may change in a request that exists: all but identity, campaign and supplier. `$1` is the identifier.
const CHANGEABLE: &str = "version = $2, state = $5, state_at = $6, invited_at = $7, opened_at = $8, \
                          submitted_at = $9, submissions = $10, errors = $11, warnings = $12, reminders = $13, \
                          next_reminder_at = $14, snoozed_until = $15, last_section = $16, reason = $17, \
                          proposed_contact = $18, scope_reason = $19, acted = $20, changed_at = $21";

/// One request.
pub async fn get(tx: &mut dyn Tx, id: &str) -> Stored<Option<Request>> {
    let sql = format!("SELECT {COLUMNS} FROM request r WHERE r.id = $1");
    first(tx, &sql, args![id]).await?.map(|mut row| read(&mut row)).transpose()
}

/// Overwrites a request at the version that was read. A quiet change is one that a decision need not have seen.
pub async fn update(tx: &mut dyn Tx, r: &Request, quiet: bool, changed_at: Millis) -> Stored<()> {
    let sql = format!(
        "UPDATE request SET {CHANGEABLE} WHERE id = $1 AND campaign_id = $3 AND supplier_id = $4 AND version = $22"
    );
    let acted = if quiet { r.acted } else { r.version + 1 };
    let mut row = values(r, r.version + 1, acted, changed_at).to_vec();
    row.push(r.version.into());
    if tx.execute(&sql, &row).await? == 0 {
        return Err(if get(tx, &r.id).await?.is_some() {
            StoreError::Conflict
        } else {
            StoreError::NotFound
        });
    }
    Ok(())
}

/// Invites those of these requests that are of this campaign and still planned; the answer: which.
pub async fn invite(
    tx: &mut dyn Tx,
    campaign: &str,
    requests: &[&Request],
    changed_at: Millis,
) -> Stored<HashSet<String>> {
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
            invited.insert(row.text()?);
        }
    }
    Ok(invited)
}

/// Few enough for one statement, many enough that ten thousand are few statements.
const INVITED_AT_ONCE: usize = 200;

const LINK: &str = "id, hash, request_id, created_at, expires_at, revoked_at";

fn read_link(mut row: Row) -> Stored<Link> {
    Ok(Link {
        id: row.text()?,
        hash: row.text()?,
        request: row.text()?,
        created_at: row.int()?,
        expires_at: row.int()?,
        revoked_at: row.opt_int()?,
    })
}

/// Adds links.
pub async fn insert_links(tx: &mut dyn Tx, links: &[&Link]) -> Stored<()> {
    let mut rows = Vec::with_capacity(links.len() * 6);
    for l in links {
        rows.extend([Value::from(&l.id), (&l.hash).into(), (&l.request).into()]);
        rows.extend([Value::from(l.created_at), l.expires_at.into(), l.revoked_at.into()]);
    }
    insert_many(tx, &format!("INSERT INTO access_link ({LINK})"), 6, &rows, "").await.map(|_| ())
}

/// The newest links of all.
pub async fn newest_links(tx: &mut dyn Tx, limit: u32) -> Stored<Vec<Link>> {
    let sql = format!("SELECT {LINK} FROM access_link ORDER BY created_at DESC, id LIMIT $1");
    tx.query(&sql, args![limit]).await?.into_iter().map(read_link).collect()
}

/// The link with this hash.
pub async fn link_by_hash(tx: &mut dyn Tx, hash: &str) -> Stored<Option<Link>> {
    let sql = format!("SELECT {LINK} FROM access_link WHERE hash = $1");
    first(tx, &sql, args![hash]).await?.map(read_link).transpose()
}

/// The links of a request, newest first.
pub async fn links(tx: &mut dyn Tx, request: &str) -> Stored<Vec<Link>> {
    let sql = format!("SELECT {LINK} FROM access_link WHERE request_id = $1 ORDER BY created_at DESC, id");
    tx.query(&sql, args![request]).await?.into_iter().map(read_link).collect()
}

/// The columns of a submission, read by [`read_submission`].
pub const SUBMISSION: &str = "s.request_id, s.number, s.document, s.hash, s.report, s.rules_version, s.profile_version, \
                          s.review, s.smelters, s.submitted_at";

/// A submission from [`SUBMISSION`].
pub fn read_submission(mut row: Row) -> Stored<Submission> {
    Ok(Submission {
        request: row.text()?,
        number: row.int()?,
        document: row.text()?,
        hash: row.text()?,
        report: row.json()?,
        rules_version: row.text()?,
        judged: Judged { profile: row.int()?, review: row.json()?, smelters: row.text()?, by: String::new() },
        submitted_at: row.int()?,
    })
}

/// Adds a submission.
pub async fn insert_submission(tx: &mut dyn Tx, s: &Submission) -> Stored<()> {
    let columns = SUBMISSION.replace("s.", "");
    let sql = format!("INSERT INTO submission ({columns}) VALUES ({})", placeholders(0, 10));
    let (report, review) = (json(&s.report)?, json(&s.judged.review)?);
    let values = args![
        &s.request,
        s.number,
        &s.document,
        &s.hash,
        report,
        &s.rules_version,
        s.judged.profile,
        review,
        &s.judged.smelters,
        s.submitted_at
    ];
    tx.execute(&sql, values).await?;
    judgement::first_mark(tx, s).await
}

/// All submissions of a request, oldest first.
pub async fn submissions(tx: &mut dyn Tx, request: &str) -> Stored<Vec<Submission>> {
    let sql = format!("SELECT {SUBMISSION} FROM submission s WHERE s.request_id = $1 ORDER BY s.number");
    tx.query(&sql, args![request]).await?.into_iter().map(read_submission).collect()
}

pub async fn submission(tx: &mut dyn Tx, request: &str, number: i64) -> Stored<Option<Submission>> {
    let sql = format!("SELECT {SUBMISSION} FROM submission s WHERE s.request_id = $1 AND s.number = $2");
    first(tx, &sql, args![request, number]).await?.map(read_submission).transpose()
}

/// The last submissions of others in the campaign that name the very same smelters.
pub async fn same_smelters(
    tx: &mut dyn Tx,
    campaign: &str,
    smelters: &str,
    except: &str,
) -> Stored<Vec<(String, Submission)>> {
    let sql = format!(
        "SELECT p.name, {SUBMISSION} FROM submission s \
         JOIN request r ON r.id = s.request_id AND r.submissions = s.number \
         JOIN supplier p ON p.id = r.supplier_id \
         WHERE s.smelters = $1 AND s.smelters <> '' AND r.campaign_id = $2 AND r.id <> $3 \
         ORDER BY p.name_key, r.id LIMIT 20"
    );
    let rows = tx.query(&sql, args![smelters, campaign, except]).await?;
    rows.into_iter().map(|mut row| Ok((row.text()?, read_submission(row)?))).collect()
}

const QUERY: &str = "id, request_id, submission, location, finding, question, old_value, reply, state, member_id, created_at, was";

fn read_query(mut row: Row) -> Stored<Query> {
    Ok(Query {
        id: row.text()?,
        request: row.text()?,
        submission: row.int()?,
        location: row.text()?,
        finding: row.text()?,
        text: row.text()?,
        old_value: row.text()?,
        reply: row.text()?,
        state: row.key(QueryState::parse)?,
        member: row.text()?,
        created_at: row.int()?,
        was: QueryState::parse(&row.text()?),
    })
}

/// Adds or overwrites a query of this request. The identifier of another request's query is a conflict.
pub async fn put_query(tx: &mut dyn Tx, q: &Query) -> Stored<()> {
    let sql = format!(
        "INSERT INTO review_query ({QUERY}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET question = excluded.question, \
         reply = excluded.reply, state = excluded.state, location = excluded.location, finding = excluded.finding, \
         old_value = excluded.old_value, submission = excluded.submission, was = excluded.was \
         WHERE review_query.request_id = excluded.request_id",
        placeholders(0, 12)
    );
    let place = args![
        &q.id,
        &q.request,
        q.submission,
        &q.location,
        &q.finding,
        &q.text,
        &q.old_value,
        &q.reply,
        q.state.key(),
        &q.member,
        q.created_at,
        q.was.map_or("", QueryState::key)
    ];
    if tx.execute(&sql, place).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Drops a query that was never sent.
pub async fn drop_query(tx: &mut dyn Tx, request: &str, id: &str) -> Stored<()> {
    let sql = "DELETE FROM review_query WHERE id = $1 AND request_id = $2 AND state = 'draft'";
    tx.execute(sql, args![id, request]).await.map(|_| ())
}

/// All queries of a request, oldest first.
pub async fn queries(tx: &mut dyn Tx, request: &str) -> Stored<Vec<Query>> {
    let sql = format!("SELECT {QUERY} FROM review_query WHERE request_id = $1 ORDER BY created_at, id");
    tx.query(&sql, args![request]).await?.into_iter().map(read_query).collect()
}

/// Requests of open campaigns that wait for the supplier and whose reminder is due, longest due first. As in lists,
/// `state || ''` keeps SQLite from walking the states instead of the reminders.
pub async fn reminders_due(tx: &mut dyn Tx, now: Millis, limit: u32) -> Stored<Vec<Request>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM request r JOIN campaign c ON c.id = r.campaign_id \
         WHERE r.next_reminder_at <= $1 AND c.state = 'open' \
         AND r.state || '' IN ('invited', 'opened', 'started', 'sent_back') ORDER BY r.next_reminder_at, r.id LIMIT $2"
    );
    tx.query(&sql, args![now, limit]).await?.into_iter().map(|mut row| read(&mut row)).collect()
}
