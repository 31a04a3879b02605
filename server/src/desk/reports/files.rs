//! The files of a snapshot. While something contradicts itself there are none.

use super::super::list_file::{self, Kind as TableFile};
use super::super::session::{Desk, PageResult};
use super::sent;
use crate::http_error::HttpError;
use crate::supplier::files::{WORKBOOK, attachment};
use axum::extract::Path;
use service::ServiceError;
use service::reports::draft::{self, DraftFile};
use service::reports::form;

/// What EDGAR takes.
const EXHIBIT: &str = "text/html; charset=us-ascii";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub async fn file(desk: Desk, Path((id, file)): Path<(String, String)>) -> PageResult {
    let viewer = desk.viewer();
    let counted = viewer.counted(&id).await?;
    // What stays inside shows what is wrong as well.
    if file == "trace.csv" {
        let name = format!("{} trace (internal)", counted.opened.head.name);
        return list_file::list_file(TableFile::Csv, &name, counted.trace().collect()).await;
    }
    if !counted.holds() {
        return Err(ServiceError::Conflict.into());
    }
    let name = |rest: &str| format!("{} {rest}", counted.opened.head.name);
    let answer = match file.as_str() {
        "figures.csv" => {
            attachment("text/csv; charset=utf-8", &name("figures.csv"), counted.figures_csv().into_bytes())
        }
        "figures.json" => {
            attachment("application/json", &name("figures.json"), counted.figures_json()?.into_bytes())
        }
        "rollup.json" => {
            let json = viewer.leaving(&counted).await?.json()?;
            attachment("application/json", &name("declaration.json"), json.into_bytes())
        }
        "rollup.xlsx" => {
            let leaving = viewer.leaving(&counted).await?;
            let bytes = viewer.leaving_workbook(&leaving, desk.texts().language()).await?;
            attachment(WORKBOOK, &name("declaration.xlsx"), bytes)
        }
        form::NAME => attachment(EXHIBIT, form::NAME, viewer.form_sd(&id).await?.file()?),
        _ => match file.strip_prefix("changes-").and_then(|rest| rest.strip_suffix(".csv")) {
            Some(since) => {
                let lines = sent::file(&desk, &counted, since).await?;
                return list_file::list_file(TableFile::Csv, &name("changes"), lines).await;
            }
            None => return drafted(&desk, &id, &file).await,
        },
    };
    Ok(answer)
}

/// A file of a draft: `sec-ex1-01.htm`, `eu-report.docx`, `sec-annex-a.csv`.
async fn drafted(desk: &Desk, id: &str, file: &str) -> PageResult {
    let (key, rest) = file.split_once('-').ok_or(HttpError::NOT_FOUND)?;
    let kind = draft::kind(key).ok_or(HttpError::NOT_FOUND)?;
    let tables = [(".csv", TableFile::Csv), (".xlsx", TableFile::Xlsx)];
    for (ending, of) in tables {
        if let Some(part) = rest.strip_suffix(ending) {
            let rows = desk.viewer().draft(id, kind).await?.annex(part)?;
            return list_file::list_file(of, part, rows).await;
        }
    }
    let (what, mime) = match rest {
        "ex1-01.htm" => (DraftFile::Exhibit, EXHIBIT),
        "report.html" => (DraftFile::Web, "text/html; charset=utf-8"),
        "report.docx" => (DraftFile::Docx, DOCX),
        _ => return Err(HttpError::NOT_FOUND.into()),
    };
    let drafted = desk.viewer().draft(id, kind).await?;
    Ok(attachment(mime, rest, drafted.file(what, draft::paper(kind))?))
}
