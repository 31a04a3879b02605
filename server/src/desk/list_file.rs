//! A list as a file of exactly what is shown.

use super::session::PageResult;
use crate::supplier::files::{WORKBOOK, attachment};
use service::ServiceError;

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text with commas.
    Csv,
    /// A workbook.
    Xlsx,
}

/// The file: the first row holds the headers.
pub async fn list_file(kind: Kind, name: &str, rows: Vec<Vec<String>>) -> PageResult {
    if kind == Kind::Csv {
        let bytes = service::csv::table(rows.into_iter());
        return Ok(attachment("text/csv; charset=utf-8", &format!("{name}.csv"), bytes));
    }
    // Thousands of rows take a moment, in which others are served.
    let written = tokio::task::spawn_blocking(move || sheets::write_list(&rows)).await;
    let bytes = written.map_err(|e| ServiceError::Internal(e.into()))?;
    let bytes = bytes.map_err(|e| ServiceError::Internal(e.into()))?;
    Ok(attachment(WORKBOOK, &format!("{name}.xlsx"), bytes))
}
