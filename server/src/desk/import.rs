//! Importing suppliers: upload, look, confirm.

use super::forms::{problems, upload};
use super::session::{Answer, Desk, done};
use super::shape;
use crate::fault::Fault;
use crate::look::see_other;
use crate::reader::{Job, Refusal};
use crate::routes::{Route, UPLOAD};
use app::desk::import::{ImportPreview, Upload};
use app::desk::{Area, Body, Form};
use axum::extract::{Multipart, Path, Query};
use service::import::{Preview, Uploaded};
use service::mapping::{Column, Mapping};
use sheets::TableData;

/// How many problems, changes and new suppliers a preview lists.
const LISTED: usize = 100;

/// The routes of the import.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/desk/suppliers/import", begin),
        Route::post("/desk/suppliers/import", take).limit(UPLOAD),
        Route::get("/desk/suppliers/import/{batch}", look),
        Route::post("/desk/suppliers/import/{batch}", confirm),
    ]
}

async fn begin(desk: Desk) -> Answer {
    desk.reviewer()?;
    let title = desk.texts().get("desk.import.title");
    desk.page(title, Area::Suppliers, Body::Upload(Upload::default())).await
}

async fn refuse(desk: &Desk, why: String) -> Answer {
    let mut form = Form::default();
    form.wrong("file", why);
    desk.refused(desk.texts().get("desk.import.title"), Area::Suppliers, Body::Upload(Upload { form })).await
}

async fn take(desk: Desk, parts: Multipart) -> Answer {
    let reviewer = desk.reviewer()?;
    let _room = desk.portal.reader.room().await.map_err(|_| Fault::BUSY)?;
    let sent = upload(parts).await?;
    let table = match desk.portal.reader.read::<TableData>(Job::Table, &sent.name, sent.bytes).await {
        Ok(table) => table,
        Err(Refusal::Busy) => return Err(Fault::BUSY.into()),
        Err(why) => return refuse(&desk, shape::unreadable(desk.texts(), &why)).await,
    };
    let rows = table.rows.into_iter().map(|r| (r.row, r.cells)).collect();
    match reviewer.upload_suppliers(Uploaded { file: sent.name, header: table.header, rows }).await {
        Ok(batch) => Ok(see_other(&format!("/desk/suppliers/import/{batch}"))),
        Err(error) => {
            let found = problems(error)?;
            let why = found.first().map_or(String::new(), |p| super::forms::say(desk.texts(), p));
            refuse(&desk, why).await
        }
    }
}

/// The mapping in a query: `column.0=name&column.2=email`; none where the query says nothing.
fn chosen(query: &[(String, String)]) -> Option<Mapping> {
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

async fn look(desk: Desk, Path(batch): Path<String>, Query(query): Query<Vec<(String, String)>>) -> Answer {
    let preview = desk.reviewer()?.preview_import(&batch, chosen(&query)).await?;
    let body = Body::Import(shown(&desk, batch, preview));
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
            (header.clone(), field.to_owned(), values)
        })
        .collect();
    let problem = |text: &str, value: &str, other: Option<u32>| {
        let other = other.map_or(String::new(), |row| row.to_string());
        let what = texts.fmt(text, &[("row", &other)]);
        if value.is_empty() { what } else { format!("“{value}”: {what}") }
    };
    let all_changes: usize = p.changed.iter().map(|c| c.changes.len()).sum();
    let changes: Vec<_> = p
        .changed
        .iter()
        .flat_map(|c| {
            let name = c.supplier.name.as_str();
            c.changes.iter().map(move |(field, old, new)| {
                (name.to_owned(), (*field).to_owned(), old.clone(), new.clone())
            })
        })
        .take(LISTED)
        .collect();
    ImportPreview {
        id,
        columns,
        new: p.new.len() as u64,
        changed: p.changed.len() as u64,
        unchanged: p.unchanged as u64,
        bad: p.bad_rows as u64,
        more_problems: p.problems.len().saturating_sub(LISTED) as u64,
        problems: p
            .problems
            .iter()
            .take(LISTED)
            .map(|x| (u64::from(x.row), x.column.clone(), problem(&x.text, &x.value, x.other)))
            .collect(),
        more_changes: (all_changes - changes.len()) as u64,
        changes,
        first_new: p
            .new
            .iter()
            .take(20)
            .map(|c| (c.supplier.name.clone(), c.supplier.email.clone()))
            .collect(),
    }
}

async fn confirm(desk: Desk, Path(batch): Path<String>, sent: super::forms::Sent) -> Answer {
    let mapping: Mapping = sent.get("mapping").split(',').map(Column::parse).collect();
    // The page said which rows are left out before the button was pressed.
    let (new, changed) = desk.reviewer()?.confirm_import(&batch, mapping, true).await?;
    done("/desk/suppliers", &format!("imported&count={}", new + changed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_read_from_a_query() {
        let query = |pairs: &[(&str, &str)]| {
            let pairs: Vec<_> = pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            chosen(&pairs)
        };
        assert_eq!(query(&[("said", "x")]), None);
        assert_eq!(
            query(&[("column.1", "name"), ("column.0", ""), ("column.2", "name")]),
            Some(vec![None, Some(Column::Name), None])
        );
        assert_eq!(query(&[("column.99999999", "name")]), None);
    }
}
