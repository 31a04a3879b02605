//! What thousands of requests hold, a statement for many of them: what a snapshot is taken of.

use super::log;
use crate::tx::{Statement, Tx};
use crate::value::{Row, args};
use domain::{Finding, Report};
use service::ports::StoreResult;
use service::records::{Instant, LogDraft, RequestId, SubmissionHead, SubmissionText};

/// The submissions of a campaign, by request and number.
pub async fn arrivals(tx: &mut dyn Tx, campaign: &str) -> StoreResult<Vec<SubmissionHead>> {
    let sql = "SELECT s.request_id, s.number, s.hash, s.submitted_at FROM submission s \
               JOIN request r ON r.id = s.request_id WHERE r.campaign_id = $1 ORDER BY s.request_id, s.number";
    let read = |mut row: Row| {
        Ok(SubmissionHead {
            request: row.id()?,
            number: row.int()?,
            hash: row.text()?,
            submitted_at: row.instant()?,
        })
    };
    tx.query(sql, args![campaign]).await?.into_iter().map(read).collect()
}

/// What these submissions say.
pub async fn documents(tx: &mut dyn Tx, of: &[(RequestId, i64)]) -> StoreResult<Vec<SubmissionText>> {
    let read = |mut row: Row| {
        Ok(SubmissionText {
            request: row.id()?,
            number: row.int()?,
            hash: row.text()?,
            document: row.text()?,
        })
    };
    these(tx, "s.request_id, s.number, s.hash, s.document", of).await?.into_iter().map(read).collect()
}

/// What the rules said of them.
pub async fn reports(tx: &mut dyn Tx, of: &[(RequestId, i64)]) -> StoreResult<Vec<(RequestId, Report)>> {
    let rows = these(tx, "s.request_id, s.report", of).await?;
    rows.into_iter().map(|mut row| Ok((row.id()?, row.json()?))).collect()
}

/// What the rules found in them, those of the review too, as they had been checked last at a moment.
pub async fn findings(
    tx: &mut dyn Tx,
    of: &[(RequestId, i64)],
    at: Instant,
) -> StoreResult<Vec<(RequestId, Vec<Finding>)>> {
    let mut sql = Statement::default();
    let last = format!(
        "SELECT max(a.at) FROM judgement a WHERE a.request_id = s.request_id AND a.number = s.number AND a.at <= {}",
        sql.arg(at)
    );
    let from = format!(
        "{SUBMITTED} LEFT JOIN judgement g ON g.request_id = s.request_id AND g.number = s.number AND g.at = ({last})"
    );
    let columns = "s.request_id, coalesce(g.report, s.report), coalesce(g.review, s.review)";
    let read = |mut row: Row| {
        let (request, report): (RequestId, Report) = (row.id()?, row.json()?);
        let review: Vec<Finding> = row.json()?;
        Ok((request, report.findings.into_iter().chain(review).collect()))
    };
    joined(tx, sql, columns, &from, of).await?.into_iter().map(read).collect()
}

/// The submissions that are wanted.
const SUBMITTED: &str = "submission s ON s.request_id = w.column1 AND s.number = w.column2";

async fn these(tx: &mut dyn Tx, columns: &str, of: &[(RequestId, i64)]) -> StoreResult<Vec<Row>> {
    joined(tx, Statement::default(), columns, SUBMITTED, of).await
}

/// Rows that belong to these submissions.
async fn joined<'a>(
    tx: &mut dyn Tx,
    mut sql: Statement<'a>,
    columns: &str,
    from: &str,
    of: &'a [(RequestId, i64)],
) -> StoreResult<Vec<Row>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> =
        of.iter().map(|(request, number)| format!("({}, {})", sql.arg(request), sql.arg(*number))).collect();
    // Both databases call the columns of such a list so.
    sql.push(&format!("SELECT {columns} FROM (VALUES {}) w JOIN {from}", places.join(", ")));
    tx.query(&sql.sql, &sql.args).await
}

/// Acts on these objects before a moment, oldest first.
pub async fn acts(tx: &mut dyn Tx, objects: &[String], before: Instant) -> StoreResult<Vec<LogDraft>> {
    if objects.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Statement::default();
    let (objects, before) = (sql.list(objects), sql.arg(before));
    sql.push(&format!(
        "SELECT {} FROM log_entry WHERE object IN ({objects}) AND happened_at < {before} ORDER BY seq",
        log::columns()
    ));
    let rows = tx.query(&sql.sql, &sql.args).await?;
    rows.into_iter().map(|mut row| log::read(&mut row).map(|entry| entry.entry)).collect()
}
