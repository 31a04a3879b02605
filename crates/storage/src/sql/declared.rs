//! What submissions say, as rows.

use super::columns::of;
use super::{entry, reported, submission};
use crate::tx::{Tx, first, insert_many, placeholders};
use crate::value::{Row, Value, args, json};
use domain::workflow::RequestState;
use service::ports::StoreResult;
use service::records::{
    Declared, DeclaredRow, Id, ReportedRow, ReportedSmelter, Reporter, RequestId, Submission,
};
use std::cmp::Reverse;

/// Most smelters asked for in one statement.
const AT_ONCE: usize = 500;

/// Stores what a submission says, in the place of what was there.
pub async fn put(tx: &mut dyn Tx, d: &Declared) -> StoreResult<()> {
    for table in ["declared_answer", "declared_row"] {
        let sql = format!("DELETE FROM {table} WHERE request_id = $1 AND number = $2");
        tx.execute(&sql, args![&d.request, d.number]).await?;
    }
    let sql = "INSERT INTO declared (request_id, number, shape) VALUES ($1, $2, $3) \
               ON CONFLICT (request_id, number) DO UPDATE SET shape = excluded.shape";
    tx.execute(sql, args![&d.request, d.number, d.shape]).await?;
    let mut answers: Vec<Value> = Vec::with_capacity(d.answers.len() * 4);
    for (field, value) in &d.answers {
        answers.extend_from_slice(args![&d.request, d.number, field, value]);
    }
    let head = "INSERT INTO declared_answer (request_id, number, field, value)";
    insert_many(tx, head, 4, &answers, "").await?;

    let mut rows: Vec<Value> = Vec::with_capacity(d.rows.len() * 7);
    for row in &d.rows {
        let reported = row.reported.as_ref().map_or("", |r| r.id.as_str());
        let cells = json(&row.cells)?;
        rows.extend_from_slice(args![&d.request, d.number, &row.kind, row.line, &row.id, reported, cells]);
    }
    let head = "INSERT INTO declared_row (request_id, number, kind, line, row_id, reported, cells)";
    insert_many(tx, head, 7, &rows, "").await?;

    // Always in the same order, so that two who report the same at once do not wait for each other in a circle.
    let mut reported: Vec<&ReportedSmelter> = d.rows.iter().filter_map(|r| r.reported.as_ref()).collect();
    reported.sort_by(|a, b| a.id.cmp(&b.id));
    reported.dedup_by(|a, b| a.id == b.id);
    let mut values: Vec<Value> = Vec::with_capacity(reported.len() * 4);
    for r in reported {
        values.extend_from_slice(args![&r.id, &r.metal, &r.name_key, json(&r.typed)?]);
    }
    let head = "INSERT INTO reported_smelter (id, metal, name_key, typed)";
    // Another way of folding names changes the key of what is there.
    let tail = "ON CONFLICT (id) DO UPDATE SET metal = excluded.metal, name_key = excluded.name_key, \
                entry = '' WHERE reported_smelter.metal <> excluded.metal OR reported_smelter.name_key <> excluded.name_key";
    insert_many(tx, head, 4, &values, tail).await.map(|_| ())
}

/// The same for several submissions.
pub async fn put_all(tx: &mut dyn Tx, all: &[Declared]) -> StoreResult<()> {
    for declared in all {
        // One that was removed meanwhile does not come back; one that is being removed waits.
        let lock = tx.dialect().for_update("submission");
        let sql = format!("SELECT 1 FROM submission WHERE request_id = $1 AND number = $2{lock}");
        if first(tx, &sql, args![&declared.request, declared.number]).await?.is_none() {
            continue;
        }
        put(tx, declared).await?;
        submission::note_first(tx, &declared.request).await?;
        entry::count(tx, &declared.request).await?;
    }
    Ok(())
}

/// Submissions behind this request and number; see [`service::ports::DeclaredStore::submissions_behind`].
pub async fn submissions_behind(
    tx: &mut dyn Tx,
    behind: &(RequestId, i64),
    not_made_by: Option<i64>,
    limit: u32,
) -> StoreResult<Vec<Submission>> {
    let made = "NOT EXISTS (SELECT 1 FROM declared d WHERE d.request_id = s.request_id AND d.number = s.number \
                AND d.shape = $4)";
    let condition = if not_made_by.is_some() { made } else { "$4 = 0" };
    let sql = format!(
        "SELECT {} FROM submission s WHERE (s.request_id, s.number) > ($1, $2) AND {condition} \
         ORDER BY s.request_id, s.number LIMIT $3",
        submission::columns()
    );
    let values = args![&behind.0, behind.1, limit, not_made_by.unwrap_or_default()];
    tx.query(&sql, values).await?.iter_mut().map(submission::read).collect()
}

/// The rows of a submission.
pub async fn get(tx: &mut dyn Tx, request: &str, number: i64) -> StoreResult<Option<Declared>> {
    let sql = "SELECT shape FROM declared WHERE request_id = $1 AND number = $2";
    let Some(mut head) = first(tx, sql, args![request, number]).await? else { return Ok(None) };
    let sql = "SELECT field, value FROM declared_answer WHERE request_id = $1 AND number = $2";
    let answers = tx.query(sql, args![request, number]).await?;
    let answers = answers.into_iter().map(|mut row| Ok((row.text()?, row.text()?)));
    let answers = answers.collect::<StoreResult<_>>()?;
    let sql = format!(
        "SELECT d.kind, d.line, d.row_id, d.cells, {} FROM declared_row d \
         LEFT JOIN reported_smelter n ON n.id = d.reported \
         WHERE d.request_id = $1 AND d.number = $2 ORDER BY d.kind DESC, d.line",
        of("n", reported::READ)
    );
    let rows = tx.query(&sql, args![request, number]).await?;
    let rows = rows.into_iter().map(read_row).collect::<StoreResult<_>>()?;
    Ok(Some(Declared { request: request.into(), number, shape: head.int()?, answers, rows }))
}

fn read_row(mut row: Row) -> StoreResult<DeclaredRow> {
    Ok(DeclaredRow {
        kind: row.text()?,
        line: row.int()?,
        id: row.text()?,
        cells: row.json()?,
        reported: row.unless_null(reported::READ.len(), reported::read)?,
    })
}

/// The smelters with a name that somebody reported.
pub async fn reported_names(tx: &mut dyn Tx) -> StoreResult<Vec<ReportedSmelter>> {
    let sql = format!(
        "SELECT {} FROM reported_smelter WHERE name_key <> '' AND metal <> '' ORDER BY id",
        reported::READ.join(", ")
    );
    let mut rows = tx.query(&sql, &[]).await?;
    rows.iter_mut().map(reported::read).collect()
}

const REPORTED: &str = "d.reported, d.request_id, d.number, d.line, p.id, p.name, c.name, r.state";
const WHOSE: &str = "JOIN request r ON r.id = d.request_id AND r.submissions = d.number \
                     JOIN campaign c ON c.id = r.campaign_id JOIN supplier p ON p.id = r.supplier_id";

fn read_reported_row(row: &mut Row) -> StoreResult<ReportedRow> {
    Ok(ReportedRow {
        reported: row.text()?,
        request: row.id()?,
        number: row.int()?,
        line: row.int()?,
        supplier_id: row.id()?,
        supplier: row.text()?,
        campaign: row.text()?,
        state: row.key(RequestState::parse)?,
    })
}

/// The rows with a smelter in the last submissions of these requests.
pub async fn rows_of_requests(tx: &mut dyn Tx, requests: &[RequestId]) -> StoreResult<Vec<ReportedRow>> {
    let mut all = Vec::new();
    for some in requests.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT {REPORTED} FROM declared_row d {WHOSE} WHERE d.request_id IN ({}) AND d.reported <> '' \
             ORDER BY d.request_id, d.line",
            placeholders(0, some.len())
        );
        let ids: Vec<Value> = some.iter().map(Value::from).collect();
        for mut row in tx.query(&sql, &ids).await? {
            all.push(read_reported_row(&mut row)?);
        }
    }
    Ok(all)
}

/// The rows in which these smelters were named last.
pub async fn reported_rows(
    tx: &mut dyn Tx,
    reported: &[Id],
    except: &[RequestState],
    limit: u32,
) -> StoreResult<Vec<ReportedRow>> {
    let mut found = Vec::new();
    for some in reported.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT {REPORTED}, p.name_key, c.year FROM declared_row d {WHOSE} \
             WHERE d.reported <> '' AND d.reported IN ({}) AND r.state NOT IN ({}) \
             ORDER BY p.name_key, c.year DESC, d.request_id, d.line LIMIT {limit}",
            placeholders(0, some.len()),
            placeholders(some.len(), except.len()),
        );
        let ids = some.iter().map(Value::from);
        let values: Vec<Value> = ids.chain(except.iter().map(|state| Value::from(state.key()))).collect();
        for mut row in tx.query(&sql, &values).await? {
            let one = read_reported_row(&mut row)?;
            found.push(((row.text()?, Reverse(row.int()?), one.request.clone(), one.line), one));
        }
    }
    // What was asked for in several statements comes in one order all the same.
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.truncate(limit as usize);
    Ok(found.into_iter().map(|(_, row)| row).collect())
}

/// Who reported these smelters, last and in a campaign that is open; requests in the states `except` do not count.
pub async fn reporters(
    tx: &mut dyn Tx,
    reported: &[Id],
    except: &[RequestState],
) -> StoreResult<Vec<Reporter>> {
    let mut found = Vec::new();
    for some in reported.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT DISTINCT d.reported, d.request_id, p.name, p.name_key FROM declared_row d \
             JOIN request r ON r.id = d.request_id AND r.submissions = d.number \
             JOIN campaign c ON c.id = r.campaign_id AND c.state = 'open' \
             JOIN supplier p ON p.id = r.supplier_id \
             WHERE d.reported <> '' AND d.reported IN ({}) AND r.state NOT IN ({})",
            placeholders(0, some.len()),
            placeholders(some.len(), except.len()),
        );
        let ids = some.iter().map(Value::from);
        let values: Vec<Value> = ids.chain(except.iter().map(|state| Value::from(state.key()))).collect();
        for mut row in tx.query(&sql, &values).await? {
            let reporter = Reporter { reported: row.text()?, request: row.id()?, supplier: row.text()? };
            found.push((row.text()?, reporter));
        }
    }
    found.sort_by(|(a, x), (b, y)| (a, &x.request, &x.reported).cmp(&(b, &y.request, &y.reported)));
    Ok(found.into_iter().map(|(_, reporter)| reporter).collect())
}
