//! What holds the outbox up: whether the queue waits, and what is refused of the portal.

use super::columns::columns;
use super::{log, outbox};
use crate::tx::{Statement, Tx, first};
use crate::value::args;
use service::ports::StoreResult;
use service::records::{
    Instant, LogDraft, Mail, MailAlarm, MailStop, MailTrouble, MailsWanted, Problem, Refusal,
};

columns! {
    read only MailStop {
        kind: key(Problem::parse);
        refusals: int;
        said: text;
        since: instant;
        pauses: int;
        paused_until: opt_instant;
        probe: text;
    }
}

async fn get(tx: &mut dyn Tx, lock: &str) -> StoreResult<MailStop> {
    let sql = format!("SELECT {} FROM mail_stop WHERE id = 1{lock}", READ.join(", "));
    first(tx, &sql, &[]).await?.map(|mut row| read(&mut row)).transpose().map(Option::unwrap_or_default)
}

/// Whether mails may be taken now. Once a pause is over it is one, and the others wait for what becomes of it.
pub async fn lets_pass(
    tx: &mut dyn Tx,
    due: &mut Vec<String>,
    now: Instant,
    lease_until: Instant,
) -> StoreResult<bool> {
    let Some(until) = get(tx, "").await?.paused_until else { return Ok(true) };
    if now < until {
        return Ok(false);
    }
    due.truncate(1);
    let sql = "UPDATE mail_stop SET probe = $2, paused_until = $3 WHERE id = 1 AND paused_until = $1";
    Ok(tx.execute(sql, args![until, &due[0], lease_until]).await? == 1)
}

/// A mail went through: nothing waits any more, and what was refused is tried again.
pub async fn passed(tx: &mut dyn Tx, now: Instant) -> StoreResult<()> {
    const OVER: &str = "UPDATE mail_stop SET kind = '', refusals = 0, said = '', pauses = 0, paused_until = NULL, \
                        probe = '' WHERE id = 1 AND ";
    if tx.execute(&format!("{OVER} paused_until IS NOT NULL"), &[]).await? == 1 {
        let sql = "UPDATE outbox SET due_at = $1 WHERE state = 'queued' AND problem <> '' AND due_at > $1";
        tx.execute(sql, args![now]).await?;
    }
    tx.execute(&format!("{OVER} refusals > 0"), &[]).await.map(|_| ())
}

/// Another refusal of ours; until when the queue waits, if it does.
pub async fn refused(
    tx: &mut dyn Tx,
    refusal: Refusal,
    said: &str,
    id: &str,
    now: Instant,
) -> StoreResult<Option<Instant>> {
    let lock = tx.dialect().for_update("mail_stop");
    let stop = get(tx, &lock).await?.refused(refusal, said, id, now);
    let sql = "UPDATE mail_stop SET kind = $1, refusals = $2, said = $3, since = $4, pauses = $5, \
               paused_until = $6, probe = $7 WHERE id = 1";
    let values = args![
        stop.kind.key(),
        stop.refusals,
        &stop.said,
        stop.since,
        stop.pauses,
        stop.paused_until,
        &stop.probe
    ];
    tx.execute(sql, values).await?;
    Ok(stop.paused_until)
}

/// What holds mails up besides their own addresses.
pub async fn alarm(tx: &mut dyn Tx) -> StoreResult<MailAlarm> {
    let stop = get(tx, "").await?;
    // What goes out in bulk fails in bulk: of each kind one answer is told.
    let sql = "SELECT problem, count(*), count(CASE WHEN state = 'failed' THEN 1 END), max(error) FROM outbox \
               WHERE problem <> '' AND problem <> 'address' AND state IN ('queued', 'sending', 'failed') \
               GROUP BY problem ORDER BY problem";
    let troubles = tx.query(sql, &[]).await?.into_iter().map(|mut row| {
        let problem = row.key(Problem::parse)?;
        let (all, failed) = (row.int()?.unsigned_abs(), row.int()?.unsigned_abs());
        let said = row.opt_text()?.unwrap_or_default();
        Ok(MailTrouble { problem, waiting: all - failed, failed, said })
    });
    Ok(MailAlarm { paused_until: stop.paused_until, troubles: troubles.collect::<StoreResult<_>>()? })
}

/// Tries mails again at once, marks their suppliers no more, and lets the queue go on.
pub async fn retry(
    tx: &mut dyn Tx,
    wanted: &MailsWanted,
    now: Instant,
    act: &LogDraft,
) -> StoreResult<Vec<Mail>> {
    let mut sql = Statement::default();
    let at = sql.arg(now);
    sql.push(&format!(
        "UPDATE outbox SET state = 'queued', attempts = 0, due_at = {at} WHERE state IN ('queued', 'failed') AND "
    ));
    match wanted {
        MailsWanted::Problem(problem) => {
            let key = sql.arg(problem.key());
            sql.push(&format!("problem <> '' AND problem = {key}"));
        }
        MailsWanted::These(ids) => {
            let list = sql.list(ids);
            sql.push(&format!("id IN ({list})"));
        }
        MailsWanted::Supplier(id) => {
            let id = sql.arg(id);
            sql.push(&format!(
                "problem = 'address' AND supplier_id = {id} AND recipient = (SELECT email FROM supplier WHERE id = {id})"
            ));
        }
    }
    sql.push(" RETURNING ").push(&outbox::columns());
    let again = tx
        .query(&sql.sql, &sql.args)
        .await?
        .iter_mut()
        .map(outbox::read)
        .collect::<StoreResult<Vec<Mail>>>()?;
    if let MailsWanted::Supplier(id) = wanted {
        let sql = "UPDATE supplier SET mail_problem = NULL, version = version + 1 \
                   WHERE id = $1 AND mail_problem IS NOT NULL";
        tx.execute(sql, args![id]).await?;
    }
    passed(tx, now).await?;
    log::append(tx, std::slice::from_ref(act)).await?;
    Ok(again)
}

/// Gives mails up.
pub async fn give_up(tx: &mut dyn Tx, problem: Problem, act: &LogDraft) -> StoreResult<u64> {
    let sql = "UPDATE outbox SET state = 'dropped', problem = '', due_at = NULL \
               WHERE problem <> '' AND problem = $1 AND state IN ('queued', 'failed')";
    let given_up = tx.execute(sql, args![problem.key()]).await?;
    log::append(tx, std::slice::from_ref(act)).await?;
    Ok(given_up)
}
