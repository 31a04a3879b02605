//! Comparing what follows from sealed rows with them: counts and marks that are kept so that lists are quick, and the
//! team's notes, of which the log has a hash.

use super::report::Report;
use crate::sql::{recheck, submission, supplier};
use crate::tx::{Tx, first};
use crate::value::args;
use service::ports::{StoreError, StoreResult};
use service::records::{LogEntry, group_key};
use service::review::recheck::{by_rule, findings};
use service::secrets::sha256_hex;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The schema that brought the last of them.
const SINCE: i64 = 70;

/// What the log tells of notes.
#[derive(Default)]
pub(super) struct ToldNotes {
    hashes: HashSet<String>,
    /// Objects with a note whose entry has lost its text to the retention rule.
    cleared: HashSet<String>,
}

impl ToldNotes {
    pub(super) fn note(&mut self, entry: &LogEntry) {
        let entry = &entry.entry;
        if !entry.action.starts_with("note.") {
            return;
        }
        let detail = serde_json::from_str::<serde_json::Value>(&entry.detail).unwrap_or_default();
        match detail["hash"].as_str() {
            Some(hash) => drop(self.hashes.insert(hash.to_owned())),
            None => drop(self.cleared.insert(entry.object.clone())),
        }
    }
}

/// Whether all of it is what it follows from.
pub(super) async fn compare(tx: &mut dyn Tx, told: &ToldNotes, report: &mut Report) -> StoreResult<()> {
    if report.schema < SINCE {
        return Ok(());
    }
    counts(tx, report).await?;
    first_answers(tx, report).await?;
    groups(tx, report).await?;
    entries(tx, report).await?;
    notes(tx, told, report).await
}

/// How many findings the queue counts, and of which rules and classes. A row that is missing is made when the
/// submission is checked again, and one of an older submission is not counted.
async fn counts(tx: &mut dyn Tx, report: &mut Report) -> StoreResult<()> {
    let mut behind = String::new();
    loop {
        let sql = "SELECT j.request_id, j.number, j.findings, j.classes FROM judged j JOIN request r ON r.id = j.request_id \
                   AND r.submissions = j.number AND r.campaign_id = j.campaign_id WHERE j.request_id > $1 \
                   ORDER BY j.request_id LIMIT 200";
        let batch = tx.query(sql, args![&behind]).await?;
        if batch.is_empty() {
            break;
        }
        for mut row in batch {
            let (request, number) = (row.text()?, row.int()?);
            let counted = (row.size()?, row.int()?);
            match agree(tx, &request, number, counted).await {
                Ok(true) => report.followed += 1,
                Ok(false) | Err(StoreError::Fault(_)) => report.wrong(
                    None,
                    format!("the counts of findings of request {request} are not those of its submission {number}, which count"),
                ),
                Err(error) => return Err(error),
            }
            behind = request;
        }
    }
    let sql = "SELECT j.request_id FROM judged j JOIN request r ON r.id = j.request_id \
               WHERE j.number > r.submissions OR j.campaign_id <> r.campaign_id ORDER BY j.request_id";
    for mut row in tx.query(sql, &[]).await? {
        let request = row.text()?;
        report.wrong(None, format!("the counts of findings of request {request} are those of another"));
    }
    Ok(())
}

async fn agree(tx: &mut dyn Tx, request: &str, number: i64, counted: (u64, i64)) -> StoreResult<bool> {
    // That a submission is missing, the log tells.
    let Some(submission) = submission::get(tx, request, number).await? else { return Ok(true) };
    let later = recheck::of_request(tx, request).await?.into_iter().rfind(|it| it.number == number);
    let said = by_rule(&findings(&submission, later.as_ref()));
    let sql = "SELECT code, findings FROM judged_finding WHERE request_id = $1";
    let rows = tx.query(sql, args![request]).await?;
    let by_code = rows.into_iter().map(|mut row| Ok((row.text()?, row.size()?)));
    let by_code = by_code.collect::<StoreResult<BTreeMap<String, u64>>>()?;
    Ok(by_code == said && counted == (said.values().sum(), recheck::classes_of(said.keys())))
}

/// When each request was answered first.
async fn first_answers(tx: &mut dyn Tx, report: &mut Report) -> StoreResult<()> {
    let sql = "SELECT s.request_id FROM submission s JOIN request r ON r.id = s.request_id \
               LEFT JOIN first_answer f ON f.request_id = s.request_id \
               WHERE s.number = 1 AND (f.at IS NULL OR f.at <> s.submitted_at OR f.campaign_id <> r.campaign_id) UNION \
               SELECT f.request_id FROM first_answer f \
               WHERE NOT EXISTS (SELECT 1 FROM submission s WHERE s.request_id = f.request_id AND s.number = 1) \
               AND NOT EXISTS (SELECT 1 FROM removal g WHERE g.request_id = f.request_id) ORDER BY 1";
    for mut row in tx.query(sql, &[]).await? {
        let request = row.text()?;
        report.wrong(
            None,
            format!(
                "the day of the first answer to request {request} is not that of its submission, which counts"
            ),
        );
    }
    Ok(())
}

/// Which suppliers are in which group: by that members have a scope.
async fn groups(tx: &mut dyn Tx, report: &mut Report) -> StoreResult<()> {
    let rows = tx.query("SELECT supplier_id, group_key FROM supplier_group", &[]).await?;
    let rows = rows.into_iter().map(|mut row| Ok((row.text()?, row.text()?)));
    let mut there = rows.collect::<StoreResult<BTreeSet<(String, String)>>>()?;
    let mut wrong = BTreeSet::new();
    for known in supplier::all(tx, &service::records::Scope::Everything).await? {
        for name in known.group_names() {
            if !there.remove(&(known.id.to_string(), group_key(name))) {
                wrong.insert(known.id.to_string());
            }
        }
    }
    wrong.extend(there.into_iter().map(|(supplier, _)| supplier));
    for supplier in wrong {
        report.wrong(
            None,
            format!(
                "the rows of the groups of supplier {supplier} are not those that stand with it, which count"
            ),
        );
    }
    Ok(())
}

/// How many name each smelter, unless that is being counted.
async fn entries(tx: &mut dyn Tx, report: &mut Report) -> StoreResult<()> {
    if first(tx, "SELECT 1 FROM smelter_recount LIMIT 1", &[]).await?.is_some() {
        return Ok(());
    }
    let sql = "SELECT e.id FROM smelter_entry e LEFT JOIN \
               (SELECT entry, count(*) AS requests, count(DISTINCT supplier_id) AS suppliers FROM entry_request GROUP BY entry) c \
               ON c.entry = e.id WHERE e.declarations <> coalesce(c.requests, 0) OR e.suppliers <> coalesce(c.suppliers, 0) \
               ORDER BY e.id";
    for mut row in tx.query(sql, &[]).await? {
        let entry = row.text()?;
        report.wrong(
            None,
            format!("the counts of smelter {entry} are not those of the requests that name it, which count"),
        );
    }
    Ok(())
}

/// Notes are the team's own and are not sealed, but the log has the hash of each version.
async fn notes(tx: &mut dyn Tx, told: &ToldNotes, report: &mut Report) -> StoreResult<()> {
    let mut left = told.hashes.clone();
    let rows = tx.query("SELECT id, version, text, supplier_id, request_id FROM note", &[]).await?;
    for mut row in rows {
        let (id, version, text) = (row.text()?, row.int()?, row.text()?);
        let (supplier, request) = (row.text()?, row.opt_text()?);
        let object = request.map_or(format!("supplier:{supplier}"), |request| format!("request:{request}"));
        let known = left.remove(&sha256_hex(format!("{id}:{version}:{text}").as_bytes()));
        if known {
            report.followed += 1;
        } else if !told.cleared.contains(&object) {
            report.wrong(None, format!("version {version} of the note {id} is not as somebody wrote it"));
        }
    }
    // Where texts of the log were removed, notes may be gone with them.
    if report.cleared == 0 && !left.is_empty() {
        report.wrong(None, format!("notes of which the log tells are missing: {}", left.len()));
    }
    Ok(())
}
