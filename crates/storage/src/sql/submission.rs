//! Submissions.

use super::judgement;
use crate::tx::{Tx, first, placeholders};
use crate::value::{Row, args, json};
use service::ports::Stored;
use service::records::{Judged, Submission};

/// The columns of a submission, read by [`read`].
pub const COLUMNS: &str = "s.request_id, s.number, s.document, s.hash, s.report, s.rules_version, s.profile_version, \
                          s.review, s.smelters, s.submitted_at";

/// A submission from [`COLUMNS`].
pub fn read(mut row: Row) -> Stored<Submission> {
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
pub async fn insert(tx: &mut dyn Tx, s: &Submission) -> Stored<()> {
    let columns = COLUMNS.replace("s.", "");
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
pub async fn of_request(tx: &mut dyn Tx, request: &str) -> Stored<Vec<Submission>> {
    let sql = format!("SELECT {COLUMNS} FROM submission s WHERE s.request_id = $1 ORDER BY s.number");
    tx.query(&sql, args![request]).await?.into_iter().map(read).collect()
}

pub async fn get(tx: &mut dyn Tx, request: &str, number: i64) -> Stored<Option<Submission>> {
    let sql = format!("SELECT {COLUMNS} FROM submission s WHERE s.request_id = $1 AND s.number = $2");
    first(tx, &sql, args![request, number]).await?.map(read).transpose()
}

/// The last submissions of others in the campaign that name the very same smelters.
pub async fn same_smelters(
    tx: &mut dyn Tx,
    campaign: &str,
    smelters: &str,
    except: &str,
) -> Stored<Vec<(String, Submission)>> {
    let sql = format!(
        "SELECT p.name, {COLUMNS} FROM submission s \
         JOIN request r ON r.id = s.request_id AND r.submissions = s.number \
         JOIN supplier p ON p.id = r.supplier_id \
         WHERE s.smelters = $1 AND s.smelters <> '' AND r.campaign_id = $2 AND r.id <> $3 \
         ORDER BY p.name_key, r.id LIMIT 20"
    );
    let rows = tx.query(&sql, args![smelters, campaign, except]).await?;
    rows.into_iter().map(|mut row| Ok((row.text()?, read(row)?))).collect()
}
