//! Submissions.

use super::columns::{columns, of};
use super::recheck;
use super::scope;
use crate::tx::{Tx, first, placeholders};
use crate::value::{args, json};
use service::ports::StoreResult;
use service::records::{Scope, Submission};
use service::review::recheck::by_rule;

/// What the rules of the review said.
mod review {
    use crate::sql::columns::columns;
    use crate::value::json;
    use service::records::ReviewResult;

    columns! {
        ReviewResult(r) {
            profile_version as profile: int => r.profile;
            review as findings: json => json(&r.findings)?;
            smelters: text => &r.smelters;
        } and {}
    }
}

columns! {
    Submission[review: review](s) {
        request_id as request: id => &s.request;
        number: int => s.number;
        document: text => &s.document;
        hash: text => &s.hash;
        report: json => json(&s.report)?;
        rules_version: text => &s.rules_version;
        submitted_at: instant => s.submitted_at;
    } and {}
}

/// What [`read`] reads, of a submission that a statement calls `s`.
pub fn columns() -> String {
    of("s", &[review::READ, READ].concat())
}

/// Adds a submission, and notes by what it was checked.
pub async fn insert(tx: &mut dyn Tx, s: &Submission, basis: &str) -> StoreResult<()> {
    let columns = [review::WRITTEN, WRITTEN].concat();
    let mut all = review::values(&s.review)?.to_vec();
    all.extend(values(s)?);
    let sql = format!(
        "INSERT INTO submission ({}) VALUES ({})",
        columns.join(", "),
        placeholders(0, columns.len())
    );
    tx.execute(&sql, &all).await?;
    note_first(tx, &s.request).await?;
    let findings = by_rule(s.report.findings.iter().chain(&s.review.findings));
    recheck::mark(tx, &s.request, s.number, basis, &findings).await
}

/// Notes when a request got its first answer.
pub async fn note_first(tx: &mut dyn Tx, request: &str) -> StoreResult<()> {
    let sql = "INSERT INTO first_answer (request_id, campaign_id, at) \
               SELECT s.request_id, r.campaign_id, s.submitted_at FROM submission s JOIN request r ON r.id = s.request_id \
               WHERE s.request_id = $1 AND s.number = 1 ON CONFLICT (request_id) DO NOTHING";
    tx.execute(sql, args![request]).await.map(|_| ())
}

/// All submissions of a request, oldest first.
pub async fn of_request(tx: &mut dyn Tx, request: &str) -> StoreResult<Vec<Submission>> {
    let sql = format!("SELECT {} FROM submission s WHERE s.request_id = $1 ORDER BY s.number", columns());
    tx.query(&sql, args![request]).await?.iter_mut().map(read).collect()
}

pub async fn get(tx: &mut dyn Tx, request: &str, number: i64) -> StoreResult<Option<Submission>> {
    let sql = format!("SELECT {} FROM submission s WHERE s.request_id = $1 AND s.number = $2", columns());
    first(tx, &sql, args![request, number]).await?.as_mut().map(read).transpose()
}

/// The last submissions of others in the campaign that name the very same smelters.
pub async fn same_smelters(
    tx: &mut dyn Tx,
    scope: &Scope,
    campaign: &str,
    smelters: &str,
    except: &str,
) -> StoreResult<Vec<(String, Submission)>> {
    let (within, more) = scope::requests(scope, "r", 4);
    let sql = format!(
        "SELECT p.name, {} FROM submission s \
         JOIN request r ON r.id = s.request_id AND r.submissions = s.number \
         JOIN supplier p ON p.id = r.supplier_id \
         WHERE s.smelters = $1 AND s.smelters <> '' AND r.campaign_id = $2 AND r.id <> $3{within} \
         ORDER BY p.name_key, r.id LIMIT 20",
        columns()
    );
    let mut args = args![smelters, campaign, except].to_vec();
    args.extend(more);
    let rows = tx.query(&sql, &args).await?;
    rows.into_iter().map(|mut row| Ok((row.text()?, read(&mut row)?))).collect()
}
