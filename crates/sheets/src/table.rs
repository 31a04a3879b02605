//! Tables of text: a header and rows, from CSV or the first sheet of a workbook. For importing suppliers and lists.

use crate::book::{Book, Wanted};
use crate::notice::{Notice, Notices};
use crate::{Limit, ReadError, limits, sniff, text_file, values};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A row with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// Sheet row, or line of the text file, from 1.
    pub row: u32,
    /// As many texts as the header has.
    pub cells: Vec<String>,
}

/// A table: a header and rows of text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableData {
    /// Where it came from: the sheet's name, or the text file's encoding and separator, for showing.
    pub source: String,
    /// The header's texts.
    pub header: Vec<String>,
    /// Rows that hold anything.
    pub rows: Vec<TableRow>,
    /// What was changed or could not be understood.
    pub notices: Vec<Notice>,
}

/// Reads the table of a CSV file or of a workbook's first sheet.
/// What the file is, its bytes say; its name only serves to say what else it may be.
pub fn supplier_table(bytes: &[u8], file_name: &str) -> Result<TableData, ReadError> {
    match sniff::must_be_zip(bytes) {
        Ok(()) => from_book(&Book::open(bytes)?, 0),
        Err(ReadError::OtherSpreadsheet { found: crate::Found::Text }) => from_text(bytes),
        // A table of one column has no separator to be known by; the name then decides.
        Err(ReadError::NotWorkbook { found: crate::Found::Unknown }) if named_text(file_name) => {
            from_text(bytes)
        }
        Err(e) => Err(e),
    }
}

fn named_text(file_name: &str) -> bool {
    let lower = file_name.to_ascii_lowercase();
    [".csv", ".txt", ".tsv"].iter().any(|end| lower.ends_with(end))
}

fn from_text(bytes: &[u8]) -> Result<TableData, ReadError> {
    let (records, source) = text_records(bytes)?;
    build(source, records, Vec::new())
}

/// Rows with their numbers, as long as what they hold.
pub(crate) type Records = Vec<(u32, Vec<String>)>;

fn from_book(book: &Book<'_>, index: usize) -> Result<TableData, ReadError> {
    let (records, notices) = sheet_records(book, index)?;
    build(book.names().nth(index).unwrap_or_default().to_owned(), records, notices)
}

/// The rows of one sheet that hold anything.
pub(crate) fn sheet_records(book: &Book<'_>, index: usize) -> Result<(Records, Vec<Notice>), ReadError> {
    let name = book.names().nth(index).unwrap_or_default();
    let mut state = (BTreeMap::<u32, Vec<String>>::new(), Notices::default());
    // Empty cells before one that is filled take room too.
    let mut room = limits::KEPT_BYTES;
    book.stream(
        &[Wanted { index, columns: limits::COLUMNS }],
        &mut state,
        |(_, notices), _, beyond| {
            if let Some(cell) = beyond {
                notices.add(name, cell, "beyond", &[]);
            }
        },
        |(rows, notices), _, cell| {
            let text = values::text(name, &cell, notices);
            if !text.is_empty() && room > 0 {
                let cells = rows.entry(cell.row).or_default();
                let col = cell.col as usize;
                if cells.len() <= col {
                    room = room.saturating_sub((col + 1 - cells.len()) * limits::CELL_BYTES);
                    cells.resize(col + 1, String::new());
                }
                cells[col] = text;
            }
        },
    )?;
    if room == 0 {
        return Err(ReadError::too_large(Limit::Kept, name));
    }
    let (rows, notices) = state;
    Ok((rows.into_iter().collect(), notices.finish()))
}

/// The rows of a text file, and what it was taken to be: encoding and separator.
pub(crate) fn text_records(bytes: &[u8]) -> Result<(Records, String), ReadError> {
    let decoded = text_file::decode(bytes);
    let separator = text_file::separator(&decoded.text);
    let records = text_file::records(&decoded.text, separator)?;
    let shown = if separator == b'\t' { "TAB".to_owned() } else { char::from(separator).to_string() };
    Ok((records, format!("{} {shown}", decoded.encoding)))
}

fn build(source: String, records: Records, notices: Vec<Notice>) -> Result<TableData, ReadError> {
    let filled = |cells: &[String]| cells.iter().filter(|c| !domain::answer::is_blank(c)).count();
    let mut records: Records = records.into_iter().filter(|(_, cells)| filled(cells) > 0).collect();
    // A title may stand above the header: the header is the first row that names more than one column.
    let header = records.iter().take(10).position(|(_, cells)| filled(cells) > 1).unwrap_or(0);
    if records.is_empty() {
        return Err(ReadError::NoTable);
    }
    let rows = records.split_off(header + 1);
    let header: Vec<String> = records[header].1.iter().map(|h| domain::answer::clean(h).to_owned()).collect();
    let rows = rows
        .into_iter()
        .map(|(row, mut cells)| {
            cells.resize(header.len(), String::new());
            TableRow { row, cells }
        })
        .collect();
    Ok(TableData { source, header, rows, notices })
}
