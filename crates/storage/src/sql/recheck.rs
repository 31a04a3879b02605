//! Submissions checked again: what is still to be checked, and what came of it.

use super::columns::columns;
use super::{log, scope};
use crate::tx::{Tx, first, insert_many, placeholders};
use crate::value::{Row, Value, args, json};
use domain::Class;
use domain::workflow::RequestState;
use service::ports::StoreResult;
use service::records::{AffectedRequest, Recheck, RecheckCommit, RequestId, Scope};
use std::collections::BTreeMap;

columns! {
    Recheck(j) {
        request_id as request: id => &j.request;
        number: int => j.number;
        at: instant => j.at;
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
    let sql = "INSERT INTO judged (request_id, number, judged_by, findings, classes, campaign_id) \
               VALUES ($1, $2, $3, $4, $5, (SELECT campaign_id FROM request WHERE id = $1)) \
               ON CONFLICT (request_id) DO UPDATE SET number = excluded.number, judged_by = excluded.judged_by, \
               findings = excluded.findings, classes = excluded.classes";
    let classes = classes_of(findings.keys());
    tx.execute(sql, args![request, number, by, count(findings.values().sum()), classes]).await?;
    tx.execute("DELETE FROM judged_finding WHERE request_id = $1", args![request]).await?;
    let mut rows: Vec<Value> = Vec::with_capacity(findings.len() * 3);
    for (code, n) in findings {
        rows.extend_from_slice(args![request, code, count(*n)]);
    }
    let head = "INSERT INTO judged_finding (request_id, code, findings)";
    insert_many(tx, head, 3, &rows, "").await.map(|_| ())
}

const OUTDATED: &str = "FROM request r LEFT JOIN judged j ON j.request_id = r.id AND j.number = r.submissions \
                        WHERE r.campaign_id = $1 AND r.submissions > 0 AND coalesce(j.judged_by, '') <> $2";

/// What stands for the classes of these rules together.
pub fn classes_of<'a>(codes: impl IntoIterator<Item = &'a String>) -> i64 {
    codes.into_iter().fold(0, |all, code| all | class_bit(code))
}

/// What stands for the class of a rule among the classes of a submission.
fn class_bit(code: &str) -> i64 {
    match domain::rules::any_rule(code).map(|rule| rule.class) {
        Some(Class::Incomplete) => 1,
        Some(Class::Inconsistent) => 2,
        Some(Class::Inaccurate) => 4,
        None => 0,
    }
}

/// In how many last submissions of a campaign something is incomplete, inconsistent, inaccurate.
pub async fn classes(tx: &mut dyn Tx, scope: &Scope, campaign: &str) -> StoreResult<[u64; 3]> {
    let (within, more) = scope::rows_of_requests(scope, "request_id", 2);
    let args: Vec<Value> = [campaign.into()].into_iter().chain(more).collect();
    let all = format!("SELECT classes, count(*) FROM judged WHERE campaign_id = $1{within} GROUP BY classes");
    let mut counts = [0_u64; 3];
    for mut row in tx.query(&all, &args).await? {
        let (classes, n) = (row.int()?, row.size()?);
        for (bit, count) in counts.iter_mut().enumerate() {
            *count += if classes >> bit & 1 == 1 { n } else { 0 };
        }
    }
    // Few of them count no longer: they are taken off, so that the others need not be looked at.
    let gone: Vec<String> = RequestState::ALL
        .into_iter()
        .filter(|state| !state.has_declaration())
        .map(|state| format!("'{}'", state.key()))
        .collect();
    let (within, more) = scope::requests(scope, "r", 2);
    let args: Vec<Value> = [campaign.into()].into_iter().chain(more).collect();
    let gone = format!(
        "SELECT j.classes, count(*) FROM request r JOIN judged j ON j.request_id = r.id \
         WHERE r.campaign_id = $1 AND r.submissions > 0 AND r.state IN ({}){within} GROUP BY j.classes",
        gone.join(", ")
    );
    for mut row in tx.query(&gone, &args).await? {
        let (classes, n) = (row.int()?, row.size()?);
        for (bit, count) in counts.iter_mut().enumerate() {
            *count = count.saturating_sub(if classes >> bit & 1 == 1 { n } else { 0 });
        }
    }
    Ok(counts)
}

/// Requests of a campaign, behind this one, whose last submission was not checked by this: with what it was checked by
/// instead.
pub async fn outdated(
    tx: &mut dyn Tx,
    campaign: &str,
    by: &str,
    behind: &str,
    limit: u32,
) -> StoreResult<Vec<(RequestId, i64, String)>> {
    let sql = format!(
        "SELECT r.id, r.submissions, coalesce(j.judged_by, '') {OUTDATED} AND r.id > $3 ORDER BY r.id LIMIT $4"
    );
    let rows = tx.query(&sql, args![campaign, by, behind, limit]).await?;
    rows.into_iter().map(|mut row| Ok((row.id()?, row.int()?, row.text()?))).collect()
}

/// How many there are.
pub async fn outdated_found(tx: &mut dyn Tx, campaign: &str, by: &str) -> StoreResult<u64> {
    let row = first(tx, &format!("SELECT count(*) {OUTDATED}"), args![campaign, by]).await?;
    row.map_or(Ok(0), |mut row| row.size())
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
        // Two within one tick of the clock are two, and the later one is the later.
        let last = "SELECT max(at) FROM judgement WHERE request_id = $1 AND number = $2";
        let last = first(tx, last, args![&put.request, put.number])
            .await?
            .map_or(Ok(None), |mut row| row.opt_instant())?;
        let j = &Recheck { at: last.map_or(j.at, |last| j.at.max(last + 1)), ..j.clone() };
        let sql =
            format!("INSERT INTO judgement ({}) VALUES ({})", WRITTEN.join(", "), placeholders(0, WIDTH));
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
