//! Importing suppliers: upload, look, confirm.

use super::forms::{problems, upload};
use super::session::{Desk, PageResult, done};
use super::view_models;
use crate::http_error::HttpError;
use crate::page_context::see_other;
use crate::reader::{Job, UploadError};
use crate::routes::{Route, UPLOAD};
use crate::supplier::files::attachment;
use app::desk::import::{
    BadCell, BadRow, CellProblem, FieldChange, FileColumn, FileRow, ImportPreview, MovedRow, NewSupplier,
    Note, NoteRow, Reading as Shown, Sheet, Upload,
};
use app::desk::routes;
use app::desk::{Area, BoundForm};
use axum::extract::{Multipart, Path, Query};
use domain::Texts;
use service::suppliers::columns::Column;
use service::suppliers::import::{Preview, Reading, RowChange, RowProblem, Take};
use service::suppliers::mapping::Mapping;
use sheets::TableFile;
use std::collections::HashMap;

/// How many changes and new suppliers a preview lists.
const LISTED: usize = 100;
/// How many rows with problems can be corrected on one page.
const BAD: usize = 50;

/// The routes of the import.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::import::PATH, begin),
        Route::post(routes::import::PATH, take).limit(UPLOAD),
        Route::get(routes::import_preview::PATH, look),
        Route::post(routes::import_preview::PATH, confirm),
        Route::post(routes::import_rows::PATH, correct),
        Route::get(routes::import_rows_csv::PATH, bad_rows),
    ]
}

async fn begin(desk: Desk) -> PageResult {
    desk.manager()?;
    let title = desk.texts().get("desk.import.title");
    desk.page(title, Area::Suppliers, Upload { fields: fields(), ..Upload::default() }).await
}

async fn refuse(desk: &Desk, why: String) -> PageResult {
    let mut form = BoundForm::default();
    form.wrong("file", why);
    let body = Upload { form, fields: fields() };
    desk.refused(desk.texts().get("desk.import.title"), Area::Suppliers, body).await
}

/// What a column may hold.
fn fields() -> Vec<&'static str> {
    Column::ALL.iter().map(|column| column.key()).collect()
}

async fn take(desk: Desk, parts: Multipart) -> PageResult {
    let manager = desk.manager()?;
    let _room = desk.portal.reader.room().await.map_err(|_| HttpError::BUSY)?;
    let sent = upload(parts).await?;
    let table = match desk.portal.reader.read::<TableFile>(Job::Table, &sent.name, sent.bytes).await {
        Ok(table) => table,
        Err(UploadError::Busy) => return Err(HttpError::BUSY.into()),
        Err(why) => return refuse(&desk, view_models::no_table(desk.texts(), &why)).await,
    };
    match manager.upload_suppliers(table.into()).await {
        Ok(batch) => Ok(see_other(&routes::import_preview(&batch))),
        Err(error) => {
            let found = problems(error)?;
            let why = found.first().map_or(String::new(), |p| super::forms::say(desk.texts(), p));
            refuse(&desk, why).await
        }
    }
}

/// How a query or a form wants the file read: `table=0&header=3&column.0=name&column.2=email`, or `mapping=name,,email`
/// for all columns at once. What it does not say is guessed.
fn wanted(query: &[(String, String)]) -> Reading {
    let value = |name: &str| query.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let number = |name: &str| value(name).and_then(|v| v.parse::<u32>().ok());
    let mapping = value("mapping").map(|m| m.split(',').map(Column::parse).collect());
    Reading {
        table: number("table").map(|n| n as usize),
        header: number("header"),
        mapping: mapping.or_else(|| columns(query)),
        fractions: value("fractions") == Some("yes"),
    }
}

fn columns(query: &[(String, String)]) -> Option<Mapping> {
    let columns: Vec<(usize, Option<Column>)> = query
        .iter()
        .filter_map(|(n, v)| Some((n.strip_prefix("column.")?.parse().ok()?, Column::parse(v))))
        .filter(|(i, _)| *i < 1_000)
        .collect();
    let len = columns.iter().map(|(i, _)| i + 1).max()?;
    let mut mapping = vec![None; len];
    for (i, column) in columns {
        // A fact that two columns claim is taken from the first.
        if column.is_none() || !mapping.contains(&column) {
            mapping[i] = column;
        }
    }
    Some(mapping)
}

async fn look(
    desk: Desk,
    Path(batch): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> PageResult {
    let preview = desk.manager()?.preview_import(&batch, &wanted(&query)).await?;
    let body = shown(&desk, batch, preview);
    desk.page(desk.texts().get("desk.import.preview"), Area::Suppliers, body).await
}

fn shown(desk: &Desk, id: String, p: Preview) -> ImportPreview {
    let texts = desk.texts();
    let columns = p
        .header
        .iter()
        .enumerate()
        .map(|(i, header)| {
            let field = p.mapping.get(i).copied().flatten().map_or("", Column::key);
            let values = p.sample.iter().filter_map(|row| row.get(i)).filter(|v| !v.is_empty()).take(3);
            let values = values.map(|v| v.chars().take(40).collect()).collect();
            FileColumn { header: header.clone(), meaning: field.to_owned(), sample: values }
        })
        .collect();
    let all_changes: usize = p.changed.iter().map(|c| c.changes.len()).sum();
    let changes: Vec<_> = p
        .changed
        .iter()
        .flat_map(|c| {
            let name = c.supplier.name.as_str();
            c.changes.iter().map(move |(field, old, new)| FieldChange {
                supplier: name.to_owned(),
                field,
                old: old.clone(),
                new: new.clone(),
            })
        })
        .take(LISTED)
        .collect();
    // What is wrong with the header is wrong with every row.
    let whole = p.problems.iter().filter(|x| !p.bad.iter().any(|(row, _)| *row == x.row));
    let moving = || p.changed.iter().filter(|c| !c.handovers.is_empty());
    let all = || moving().flat_map(|c| &c.handovers);
    let moved: Vec<MovedRow> = moving().take(LISTED).map(moved).collect();
    ImportPreview {
        id,
        fields: fields(),
        columns,
        more_moved: (moving().count() - moved.len()) as u64,
        moved,
        ends: all().count() as u64,
        invited: all().filter(|h| h.invited_at.is_some()).count() as u64,
        new: p.new.len() as u64,
        changed: p.changed.len() as u64,
        unchanged: p.unchanged as u64,
        bad: p.bad_rows as u64,
        whole: whole.map(|x| said(texts, x)).collect(),
        reading: reading(&p),
        without_email: p.without_email.len() as u64,
        bad_rows: p.bad.iter().take(BAD).map(|(row, cells)| bad_row(texts, &p, *row, cells)).collect(),
        more_bad: p.bad.len().saturating_sub(BAD) as u64,
        notes: notes(texts, &p.notes),
        more_changes: (all_changes - changes.len()) as u64,
        changes,
        first_new: p
            .new
            .iter()
            .take(20)
            .map(|c| NewSupplier { name: c.supplier.name.clone(), email: c.supplier.email.clone() })
            .collect(),
    }
}

fn moved(c: &RowChange) -> MovedRow {
    let campaigns = |only_invited: bool| {
        let told = c.handovers.iter().filter(|h| !only_invited || h.invited_at.is_some());
        told.map(|h| h.campaign.clone()).collect()
    };
    MovedRow {
        row: u64::from(c.row),
        name: c.supplier.name.clone(),
        old: c.moved_from().unwrap_or_default().to_owned(),
        new: c.supplier.email.clone(),
        ends: campaigns(false),
        invited: campaigns(true),
    }
}

/// A problem as a sentence.
fn said(texts: &Texts, problem: &RowProblem) -> String {
    let other = problem.other.map_or(String::new(), |row| row.to_string());
    let what = texts.fmt(&problem.text, &[("row", &other)]);
    if problem.value.is_empty() { what } else { format!("“{}”: {what}", problem.value) }
}

fn reading(p: &Preview) -> Shown {
    let first = |cells: &[String]| {
        let filled = cells.iter().filter(|c| !c.trim().is_empty()).map(|c| c.trim());
        filled.collect::<Vec<_>>().join(" · ").chars().take(80).collect()
    };
    Shown {
        tables: p.tables.iter().map(|(name, hidden)| Sheet { name: name.clone(), hidden: *hidden }).collect(),
        table: p.table as u64,
        first_rows: p
            .first_rows
            .iter()
            .map(|(row, cells)| FileRow { row: u64::from(*row), text: first(cells) })
            .collect(),
        header_row: u64::from(p.header_row),
        doubtful: p.doubtful,
        fractions: p.fractions,
        has_shares: p.mapping.contains(&Some(Column::SpendShare)),
    }
}

fn bad_row(texts: &Texts, p: &Preview, row: u32, cells: &[String]) -> BadRow {
    let problems = p.problems.iter().filter(|x| x.row == row);
    let problems = problems.map(|x| CellProblem { column: x.column.clone(), text: said(texts, x) });
    let meant = p.mapping.iter().enumerate().filter_map(|(at, column)| Some((at, (*column)?)));
    let text = |at: usize| cells.get(at).cloned().unwrap_or_default();
    BadRow {
        row: u64::from(row),
        problems: problems.collect(),
        cells: meant
            .map(|(at, column)| BadCell { column: at as u64, field: column.key(), text: text(at) })
            .collect(),
    }
}

/// The same note of many rows is one.
fn notes(texts: &Texts, all: &[RowProblem]) -> Vec<Note> {
    let mut at: HashMap<&str, usize> = HashMap::new();
    let mut out: Vec<Note> = Vec::new();
    for note in all {
        // In the order in which they are met first.
        let at = *at.entry(&note.text).or_insert_with(|| {
            let text = texts.fmt(&note.text, &[("sum", &note.value)]);
            out.push(Note { text, ..Note::default() });
            out.len() - 1
        });
        let found = &mut out[at];
        found.count += 1;
        if found.rows.len() < 5 {
            found.rows.push(NoteRow { row: u64::from(note.row), text: note.value.clone() });
        }
    }
    out
}

async fn confirm(desk: Desk, Path(batch): Path<String>, sent: super::forms::FormData) -> PageResult {
    // The page said which rows are left out before the button was pressed.
    let take = Take { leave_bad_rows_out: true, without_email: sent.get("without_email") == "yes" };
    let (reading, delivery) = (wanted(sent.pairs()), super::campaigns::delivery(&sent));
    let (new, changed) = desk.manager()?.confirm_import_by(&batch, &reading, take, delivery).await?;
    done(&routes::suppliers(), &format!("imported&count={}", new + changed))
}

/// Takes corrections of rows and shows what the import would do now.
async fn correct(desk: Desk, Path(batch): Path<String>, sent: super::forms::FormData) -> PageResult {
    let cells: Vec<(u32, usize, String)> = sent
        .under("cell.")
        .filter_map(|(place, text)| {
            let (row, column) = place.split_once('.')?;
            Some((row.parse().ok()?, column.parse().ok()?, text.to_owned()))
        })
        .collect();
    let reading = wanted(sent.pairs());
    desk.manager()?.correct_import(&batch, &reading, &cells).await?;
    let mut query = vec![];
    for name in ["table", "header", "fractions"] {
        query.push(format!(
            "{name}={}",
            sent.get(name).chars().filter(char::is_ascii_alphanumeric).collect::<String>()
        ));
    }
    for (at, column) in reading.mapping.unwrap_or_default().iter().enumerate() {
        query.push(format!("column.{at}={}", column.map_or("", Column::key)));
    }
    Ok(see_other(&format!("{}?{}", routes::import_preview(&batch), query.join("&"))))
}

/// The rows with problems, to be corrected in a spreadsheet and imported again.
async fn bad_rows(
    desk: Desk,
    Path(batch): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> PageResult {
    let p = desk.manager()?.preview_import(&batch, &wanted(&query)).await?;
    let texts = desk.texts();
    let mut header =
        vec![texts.get("desk.import.row").to_owned(), texts.get("desk.import.problem").to_owned()];
    header.extend(p.header.iter().cloned());
    let rows = p.bad.iter().map(|(row, cells)| {
        let of_row = p.problems.iter().filter(|x| x.row == *row).map(|x| said(texts, x));
        let mut out = vec![row.to_string(), of_row.collect::<Vec<_>>().join(" ")];
        out.extend(cells.iter().cloned());
        out
    });
    let table = service::csv::table(std::iter::once(header).chain(rows));
    Ok(attachment("text/csv; charset=utf-8", "suppliers-to-correct.csv", table))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_read_from_a_query() {
        let query = |pairs: &[(&str, &str)]| {
            let pairs: Vec<_> = pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            wanted(&pairs)
        };
        assert_eq!(query(&[("said", "x")]), Reading::default());
        assert_eq!(
            query(&[("column.1", "name"), ("column.0", ""), ("column.2", "name")]).mapping,
            Some(vec![None, Some(Column::Name), None])
        );
        assert_eq!(query(&[("column.99999999", "name")]).mapping, None);
        let read =
            query(&[("table", "1"), ("header", "3"), ("fractions", "yes"), ("mapping", "name,,email")]);
        assert_eq!((read.table, read.header, read.fractions), (Some(1), Some(3), true));
        assert_eq!(read.mapping, Some(vec![Some(Column::Name), None, Some(Column::Email)]));
    }
}
