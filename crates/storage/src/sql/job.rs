//! Jobs: taken by one at a time, under a lease that is counted up with each taker.

use super::columns::columns;
use super::log;
use crate::tx::{Tx, first, placeholders};
use crate::value::{Value, args};
use service::ports::{StoreError, StoreResult};
use service::records::{Instant, Job, JobKind, LogDraft, Millis, NewJob, Progress};

mod wanted {
    use super::*;

    columns! {
        NewJob(j) {
            id: text => &j.id;
            kind: key(JobKind::parse) => j.kind.key();
            job_key as key: text => &j.key;
            argument: text => &j.argument;
            total: size => i64::try_from(j.total).unwrap_or(i64::MAX);
            created_at: instant => j.created_at;
            created_by: text => &j.created_by;
        } and {
            position => "";
            done => 0i64;
            due_at => j.created_at;
            lease => 0i64;
            attempts => 0i64;
            error => "";
            stopping => 0i64;
            finished_at => Value::NullInt;
        }
    }
}

mod progress {
    use super::*;

    columns! {
        read only Progress {
            position: text;
            done: size;
            total: size;
        }
    }
}

/// For how long a job is kept that is over.
pub const KEPT: Millis = 30 * 24 * 60 * 60 * 1000;
const REST: &str = "lease, attempts, error, stopping, finished_at";

fn columns() -> String {
    format!("{}, {}, {REST}", wanted::READ.join(", "), progress::READ.join(", "))
}

fn read(row: &mut crate::value::Row) -> StoreResult<Job> {
    Ok(Job {
        job: wanted::read(row)?,
        progress: progress::read(row)?,
        lease: row.int()?,
        attempts: row.int()?,
        error: row.text()?,
        stopping: row.flag()?,
        finished_at: row.opt_instant()?,
    })
}

/// Notes a job; the answer is the open one with its key.
pub async fn put(tx: &mut dyn Tx, job: &NewJob, act: &Option<LogDraft>) -> StoreResult<Job> {
    let sql = format!(
        "INSERT INTO job ({}) VALUES ({}) ON CONFLICT (job_key) WHERE finished_at IS NULL DO NOTHING",
        wanted::WRITTEN.join(", "),
        placeholders(0, wanted::WIDTH)
    );
    if tx.execute(&sql, &wanted::values(job)?).await? == 1 {
        log::append(tx, act.as_slice()).await?;
    }
    let sql = format!("SELECT {} FROM job WHERE job_key = $1 AND finished_at IS NULL", columns());
    let row = first(tx, &sql, args![&job.key]).await?;
    // Another had it open and finished it in between.
    read(&mut row.ok_or(StoreError::Conflict)?)
}

pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<Job>> {
    let sql = format!("SELECT {} FROM job WHERE id = $1", columns());
    first(tx, &sql, args![id]).await?.map(|mut row| read(&mut row)).transpose()
}

/// The last of a kind, the youngest first.
pub async fn last(tx: &mut dyn Tx, kind: JobKind, limit: u32) -> StoreResult<Vec<Job>> {
    let sql = format!("SELECT {} FROM job WHERE kind = $1 ORDER BY created_at DESC, id LIMIT $2", columns());
    tx.query(&sql, args![kind.key(), limit]).await?.iter_mut().map(read).collect()
}

/// Those of a kind that are not over, the youngest first.
pub async fn open(tx: &mut dyn Tx, kind: JobKind) -> StoreResult<Vec<Job>> {
    let sql = format!(
        "SELECT {} FROM job WHERE kind = $1 AND finished_at IS NULL ORDER BY created_at DESC, id",
        columns()
    );
    tx.query(&sql, args![kind.key()]).await?.iter_mut().map(read).collect()
}

/// Takes the one that waits longest, or this one.
pub async fn take(
    tx: &mut dyn Tx,
    id: Option<&str>,
    now: Instant,
    lease_until: Instant,
) -> StoreResult<Option<Job>> {
    let only = if id.is_some() { " AND id = $2" } else { "" };
    let sql = format!(
        "SELECT id FROM job WHERE finished_at IS NULL AND due_at <= $1{only} ORDER BY due_at, id LIMIT 1{}",
        tx.dialect().skip_locked()
    );
    let mut wanted = args![now].to_vec();
    wanted.extend(id.map(Value::from));
    let Some(mut row) = first(tx, &sql, &wanted).await? else { return Ok(None) };
    let id = row.text()?;
    let sql = format!(
        "UPDATE job SET lease = lease + 1, attempts = attempts + 1, error = '', due_at = $2 WHERE id = $1 RETURNING {}",
        columns()
    );
    first(tx, &sql, args![&id, lease_until]).await?.map(|mut row| read(&mut row)).transpose()
}

/// Notes that an open one is to end; one that rests behind a piece that failed can be taken at once. Says whether it was open.
pub async fn stop(tx: &mut dyn Tx, id: &str, now: Instant) -> StoreResult<bool> {
    let sql = "UPDATE job SET stopping = 1, due_at = CASE WHEN error <> '' THEN $2 ELSE due_at END \
               WHERE id = $1 AND finished_at IS NULL";
    Ok(tx.execute(sql, args![id, now]).await? == 1)
}

/// What only the holder of the present lease may touch.
const HELD: &str = "WHERE id = $1 AND lease = $2 AND finished_at IS NULL";

/// A piece was done, the last one where it is over.
pub async fn went_on(
    tx: &mut dyn Tx,
    id: &str,
    lease: i64,
    to: &Progress,
    lease_until: Instant,
    over: Option<Instant>,
) -> StoreResult<bool> {
    let sql = format!(
        "UPDATE job SET position = $3, done = $4, total = $5, due_at = $6, finished_at = $7, attempts = 1, \
         error = '' {HELD}"
    );
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let values = args![id, lease, &to.position, count(to.done), count(to.total), lease_until, over];
    Ok(tx.execute(&sql, values).await? == 1)
}

/// Whoever holds it gives it back.
pub async fn give_back(
    tx: &mut dyn Tx,
    id: &str,
    lease: i64,
    error: &str,
    due: Instant,
) -> StoreResult<bool> {
    let sql = format!(
        "UPDATE job SET error = $3, due_at = $4, attempts = CASE WHEN $3 = '' THEN 0 ELSE attempts END {HELD}"
    );
    Ok(tx.execute(&sql, args![id, lease, error, due]).await? == 1)
}
