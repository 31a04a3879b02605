//! Submissions checked again: what is still to be checked, and what came of it.

use super::columns::columns;
use super::log;
use crate::tx::{Tx, first, insert_many, placeholders};
use crate::value::{Row, Value, args, json};
use service::ports::StoreResult;
use service::records::{AffectedRequest, Recheck, RecheckCommit, RequestId};
use std::collections::BTreeMap;

columns! {
    Recheck(j) {
        request_id as request: id => &j.request;
        number: int => j.number;
        at: int => j.at;
        cause: text => &j.cause;
        report: json => json(&j.report)?;
        review: json => json(&j.review)?;
        rules_version: text => &j.rules_version;
        more: int => j.more;
        fewer: int => j.fewer;
    } and {}
}

/// Notes by what the last submission of a request was checked, and how many findings of which rules it has.
pub async fn mark(
    tx: &mut dyn Tx,
    request: &str,
    number: i64,
    by: &str,
    findings: &BTreeMap<String, u64>,
) -> StoreResult<()> {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let sql = "INSERT INTO judged (request_id, number, judged_by, findings) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (request_id) DO UPDATE SET number = excluded.number, judged_by = excluded.judged_by, \
               findings = excluded.findings";
    tx.execute(sql, args![request, number, by, count(findings.values().sum())]).await?;
    tx.execute("DELETE FROM judged_finding WHERE request_id = $1", args![request]).await?;
    let mut rows: Vec<Value> = Vec::with_capacity(findings.len() * 3);
    for (code, n) in findings {
        rows.extend_from_slice(args![request, code, count(*n)]);
    }
    let head = "INSERT INTO judged_finding (request_id, code, findings)";
    insert_many(tx, head, 3, &rows, "").await.map(|_| ())
}

/// Requests of a campaign whose last submission was not checked by this: with what it was checked by instead.
pub async fn outdated(
    tx: &mut dyn Tx,
    campaign: &str,
    by: &str,
    limit: u32,
) -> StoreResult<Vec<(RequestId, i64, String)>> {
    let sql = "SELECT r.id, r.submissions, coalesce(j.judged_by, '') FROM request r \
               LEFT JOIN judged j ON j.request_id = r.id AND j.number = r.submissions \
               WHERE r.campaign_id = $1 AND r.submissions > 0 AND coalesce(j.judged_by, '') <> $2 \
               ORDER BY r.id LIMIT $3";
    let rows = tx.query(sql, args![campaign, by, limit]).await?;
    rows.into_iter().map(|mut row| Ok((row.id()?, row.int()?, row.text()?))).collect()
}

/// Stores it; false where the request has moved on, or another instance was faster.
pub async fn put(tx: &mut dyn Tx, put: &RecheckCommit) -> StoreResult<bool> {
    // Of two instances at once the second waits, and reads in a statement of its own what the first one left.
    let lock = tx.dialect().for_update("request");
    first(tx, &format!("SELECT id FROM request WHERE id = $1{lock}"), args![&put.request]).await?;
    let sql = "SELECT r.submissions, coalesce(j.judged_by, '') FROM request r \
               LEFT JOIN judged j ON j.request_id = r.id AND j.number = r.submissions WHERE r.id = $1";
    let Some(mut row) = first(tx, sql, args![&put.request]).await? else { return Ok(false) };
    if row.int()? != put.number || row.text()? != put.before {
        return Ok(false);
    }
    mark(tx, &put.request, put.number, &put.by, &put.findings).await?;
    if let Some(j) = &put.recheck {
        let sql = format!(
            "INSERT INTO judgement ({}) VALUES ({}) ON CONFLICT DO NOTHING",
            WRITTEN.join(", "),
            placeholders(0, WIDTH)
        );
        tx.execute(&sql, &values(j)?).await?;
    }
    log::append(tx, &put.log).await?;
    Ok(true)
}

/// All later checks of a request's submissions, oldest first.
pub async fn of_request(tx: &mut dyn Tx, request: &str) -> StoreResult<Vec<Recheck>> {
    let sql = format!("SELECT {} FROM judgement WHERE request_id = $1 ORDER BY number, at", READ.join(", "));
    tx.query(&sql, args![request]).await?.iter_mut().map(read).collect()
}

/// What a cause affected: how many submissions, and the first of them.
pub async fn affected(tx: &mut dyn Tx, cause: &str, limit: u32) -> StoreResult<(u64, Vec<AffectedRequest>)> {
    let count = first(tx, "SELECT count(*) FROM judgement WHERE cause = $1", args![cause]).await?;
    let count = count.map_or(Ok(0), |mut row| row.int())?.unsigned_abs();
    let sql = "SELECT j.request_id, p.name, j.more, j.fewer FROM judgement j JOIN request r ON r.id = j.request_id \
               JOIN supplier p ON p.id = r.supplier_id WHERE j.cause = $1 ORDER BY p.name_key, j.request_id LIMIT $2";
    let rows = tx.query(sql, args![cause, limit]).await?;
    let read = |mut row: Row| {
        Ok(AffectedRequest { request: row.id()?, supplier: row.text()?, more: row.int()?, fewer: row.int()? })
    };
    Ok((count, rows.into_iter().map(read).collect::<StoreResult<_>>()?))
}
