//! The outbox.

use super::keyset::From;
pub use super::outbox::queue;
use super::outbox::{columns, read};
use super::scope;
use super::search::needle;
use super::{link, log, mail_stop};
use crate::tx::{Dialect, Statement, Tx, first};
use crate::value::{args, fault};
use service::ports::{StoreError, StoreResult};
use service::records::{
    Instant, Link, LogDraft, Mail, MailFailure, MailFilter, MailKind, MailState, NewMail, Page, Problem,
    Request, Scope,
};

/// Queues mails that belong to no other unit of work.
pub async fn queue_alone(tx: &mut dyn Tx, mails: &[NewMail], act: &Option<LogDraft>) -> StoreResult<()> {
    let at = act.as_ref().map(|a| a.at).or(mails.iter().map(|m| m.send_at).min()).unwrap_or_default();
    queue(tx, mails, at).await?;
    log::append(tx, act.as_slice()).await
}

/// Takes mails that are due: first those for which somebody waits. The lease of a taker that died runs out, and its mails
/// are due again.
pub async fn claim(
    tx: &mut dyn Tx,
    now: Instant,
    lease_until: Instant,
    limit: u32,
) -> StoreResult<Vec<Mail>> {
    // Word for word as the index has it.
    let awaited = MailKind::AWAITED.map(|kind| format!("'{}'", kind.key())).join(", ");
    let mut ids: Vec<String> = Vec::new();
    for which in ["IN", "NOT IN"] {
        let sql = format!(
            "SELECT id FROM outbox WHERE due_at <= $1 AND kind {which} ({awaited}) ORDER BY due_at, id LIMIT $2{}",
            tx.dialect().skip_locked()
        );
        let due = tx.query(&sql, args![now, i64::from(limit) - ids.len() as i64]).await?;
        ids.extend(due.into_iter().map(|mut row| row.text()).collect::<StoreResult<Vec<String>>>()?);
    }
    if ids.is_empty() || !mail_stop::lets_pass(tx, &mut ids, now, lease_until).await? {
        return Ok(Vec::new());
    }
    let mut sql = Statement::default();
    let lease = sql.arg(lease_until);
    let list = sql.list(&ids);
    sql.push(&format!(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1, lease = lease + 1, \
         in_doubt = in_doubt + CASE WHEN state = 'sending' THEN 1 ELSE 0 END, due_at = {lease} \
         WHERE id IN ({list}) RETURNING {}",
        columns()
    ));
    let taken = tx.query(&sql.sql, &sql.args).await?;
    let mut mails = taken.into_iter().map(|mut row| read(&mut row)).collect::<StoreResult<Vec<Mail>>>()?;
    mails.sort_by_key(|mail| ids.iter().position(|id| *id == mail.mail.id));
    Ok(mails)
}

/// Whether the mail is still this taker's; where it is not, there must at least be such a mail.
async fn held(tx: &mut dyn Tx, id: &str, touched: u64) -> StoreResult<bool> {
    if touched == 0 && get(tx, id).await?.is_none() {
        return Err(StoreError::NotFound);
    }
    Ok(touched == 1)
}

/// What only the holder of the present lease may touch.
const HELD: &str = "WHERE id = $1 AND lease = $2 AND state = 'sending'";

/// Prolongs a lease.
pub async fn keep(tx: &mut dyn Tx, id: &str, lease: i64, until: Instant) -> StoreResult<bool> {
    let touched =
        tx.execute(&format!("UPDATE outbox SET due_at = $3 {HELD}"), args![id, lease, until]).await?;
    Ok(touched == 1)
}

/// The server took it. A problem that was noted for the address is over, and so is the queue's waiting.
pub async fn sent(tx: &mut dyn Tx, id: &str, lease: i64, now: Instant) -> StoreResult<()> {
    let sql = format!(
        "UPDATE outbox SET state = 'sent', sent_at = $3, error = NULL, problem = '', due_at = NULL {HELD}"
    );
    let touched = tx.execute(&sql, args![id, lease, now]).await?;
    if !held(tx, id, touched).await? {
        return Ok(());
    }
    let sql = "UPDATE supplier SET mail_problem = NULL, version = version + 1 WHERE mail_problem IS NOT NULL \
               AND id = (SELECT supplier_id FROM outbox WHERE id = $1) \
               AND email = (SELECT recipient FROM outbox WHERE id = $1)";
    tx.execute(sql, args![id]).await?;
    mail_stop::passed(tx, now).await
}

/// It failed: for now, or for good. Only where the address is refused does the supplier show it, unless its address
/// has changed since.
pub async fn failed(
    tx: &mut dyn Tx,
    id: &str,
    lease: i64,
    failure: &MailFailure,
    now: Instant,
) -> StoreResult<()> {
    let MailFailure { why, problem, retry_at } = failure;
    let state = if retry_at.is_some() { MailState::Queued } else { MailState::Failed };
    let sql = format!("UPDATE outbox SET state = $3, error = $4, due_at = $5, problem = $6 {HELD}");
    let values = args![id, lease, state.key(), why, *retry_at, problem.key()];
    let touched = tx.execute(&sql, values).await?;
    if !held(tx, id, touched).await? {
        return Ok(());
    }
    match problem {
        Problem::Address => {
            let sql = "UPDATE supplier SET mail_problem = $2, version = version + 1 \
                       WHERE id = (SELECT supplier_id FROM outbox WHERE id = $1) \
                       AND email = (SELECT recipient FROM outbox WHERE id = $1)";
            tx.execute(sql, args![id, why]).await?;
        }
        Problem::Portal(refusal) => {
            if let Some(until) = mail_stop::refused(tx, *refusal, why, id, now).await? {
                // Where everything is refused it is no use counting tries, and nothing is given up. Behind the mails
                // that wait, so that another one is tried next.
                let sql =
                    "UPDATE outbox SET state = 'queued', attempts = attempts - 1, due_at = $2 WHERE id = $1";
                tx.execute(sql, args![id, until.max(retry_at.unwrap_or_default())]).await?;
            }
        }
        Problem::None | Problem::Tries => {}
    }
    Ok(())
}

/// It is not wanted any more. Only while it is being sent: what was sent stays sent.
pub async fn dropped(tx: &mut dyn Tx, id: &str, lease: i64, why: &str) -> StoreResult<()> {
    let sql = format!("UPDATE outbox SET state = 'dropped', error = $3, problem = '', due_at = NULL {HELD}");
    let touched = tx.execute(&sql, args![id, lease, why]).await?;
    held(tx, id, touched).await.map(|_| ())
}

/// What waits to carry links of a request that open no more. It would be dropped when its time comes; until then pages
/// would say that it goes out. A receipt goes out without its link.
pub async fn replaced(tx: &mut dyn Tx, request: &Request) -> StoreResult<()> {
    let sql = "UPDATE outbox SET state = 'dropped', error = $4, problem = '', due_at = NULL \
               WHERE supplier_id = $1 AND request_id = $2 AND link_id IS NOT NULL AND state = 'queued' AND kind <> $3";
    let receipt = MailKind::Receipt.key();
    tx.execute(sql, args![&request.supplier, &request.id, receipt, Mail::LINK_REPLACED]).await.map(drop)
}

/// Puts another link in the place of the one that it carries.
pub async fn relink(tx: &mut dyn Tx, id: &str, lease: i64, new: &Link) -> StoreResult<()> {
    let mail = get(tx, id).await?.ok_or(StoreError::NotFound)?;
    if mail.mail.request.as_deref() != Some(new.request.as_str()) {
        return Err(fault("a link belongs to another request than its mail"));
    }
    let touched =
        tx.execute(&format!("UPDATE outbox SET link_id = $3 {HELD}"), args![id, lease, &new.id]).await?;
    match touched {
        1 => link::insert(tx, &[new]).await,
        _ => Ok(()),
    }
}

/// One mail.
pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<Mail>> {
    let sql = format!("SELECT {} FROM outbox WHERE id = $1", columns());
    first(tx, &sql, args![id]).await?.map(|mut row| read(&mut row)).transpose()
}

/// The language of the last mail to a member's address.
pub async fn mailed_in(tx: &mut dyn Tx, email: &str) -> StoreResult<Option<String>> {
    let sql = "SELECT language FROM outbox WHERE recipient = $1 AND request_id IS NULL \
               ORDER BY created_at DESC, id DESC LIMIT 1";
    first(tx, sql, args![email]).await?.map(|mut row| row.text()).transpose()
}

/// What a list of mails demands of each.
fn demanded<'a>(dialect: Dialect, sql: &mut Statement<'a>, scope: &'a Scope, filter: &'a MailFilter) {
    sql.push(" WHERE created_at > 0");
    let (within, args) = scope::rows_of_requests(scope, "request_id", sql.args.len() + 1);
    sql.push(&within);
    sql.args.extend(args);
    if let Some(state) = filter.state {
        let state = sql.arg(state.key());
        sql.push(&format!(" AND state || '' = {state}"));
    }
    if let Some(kind) = filter.kind {
        let keys = [Some(kind.key()), kind.older_key()].into_iter().flatten();
        let keys: Vec<String> = keys.map(|key| sql.arg(key)).collect();
        sql.push(&format!(" AND kind || '' IN ({})", keys.join(", ")));
    }
    if let Some(needle) = needle(&filter.search) {
        let part = sql.arg(needle);
        sql.push(" AND ").push(&dialect.contains("lower(recipient)", &part));
    }
}

/// A page, the newest first.
pub async fn page(tx: &mut dyn Tx, scope: &Scope, filter: &MailFilter) -> StoreResult<Page<Mail>> {
    let limit = filter.limit.clamp(1, 500);
    let from = From::of(filter.after.as_deref(), filter.before.as_deref());
    let (direction, behind) = from.order(true);
    let mut sql = Statement::default();
    sql.push("SELECT ").push(&columns()).push(" FROM outbox");
    demanded(tx.dialect(), &mut sql, scope, filter);
    if let Some((id, at)) = from.place().and_then(|(id, at)| Some((id, at.parse::<i64>().ok()?))) {
        let (at, id) = (sql.arg(at), sql.arg(id));
        sql.push(&format!(" AND (created_at, id) {behind} ({at}, {id})"));
    }
    let most = sql.arg(limit + 1);
    sql.push(&format!(" ORDER BY created_at {direction}, id {direction} LIMIT {most}"));
    let rows =
        tx.query(&sql.sql, &sql.args).await?.iter_mut().map(read).collect::<StoreResult<Vec<Mail>>>()?;
    Ok(from.page(rows, limit as usize, |mail| format!("{}|{}", mail.mail.id, mail.created_at.millis())))
}

/// How many a list of mails finds.
pub async fn found(tx: &mut dyn Tx, scope: &Scope, filter: &MailFilter) -> StoreResult<u64> {
    let mut sql = Statement::default();
    sql.push("SELECT count(*) FROM outbox");
    demanded(tx.dialect(), &mut sql, scope, filter);
    let row = first(tx, &sql.sql, &sql.args).await?;
    row.map_or(Ok(0), |mut row| row.int().map(i64::unsigned_abs))
}

/// The newest mails.
pub async fn newest(
    tx: &mut dyn Tx,
    scope: &Scope,
    supplier: Option<&str>,
    limit: u32,
) -> StoreResult<Vec<Mail>> {
    let mut sql = Statement::default();
    let within = scope::of_requests(&mut sql, scope, "r");
    sql.push("SELECT ").push(&columns()).push(" FROM outbox WHERE 1 = 1");
    if !within.is_empty() {
        sql.push(&format!(" AND request_id IN (SELECT r.id FROM request r WHERE 1 = 1{within})"));
    }
    if let Some(supplier) = supplier {
        let id = sql.arg(supplier);
        sql.push(&format!(" AND supplier_id = {id}"));
    }
    let most = sql.arg(limit);
    sql.push(&format!(" ORDER BY created_at DESC, id DESC LIMIT {most}"));
    tx.query(&sql.sql, &sql.args).await?.iter_mut().map(read).collect()
}
