//! Tables of text: rows from a text file or from the sheets of a workbook. For importing suppliers and lists.

use crate::book::{Book, Wanted};
use crate::cell::Value;
use crate::formats::{self, Shown};
use crate::notice::{Notice, Notices};
use crate::package::Package;
use crate::{Limit, ReadError, limits, sniff, text_file, values};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Most sheets of a workbook that are looked at for a table.
const SHEETS: usize = 20;

/// A row with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// Sheet row, or line of the text file, from 1.
    pub row: u32,
    /// As many texts as the header has.
    pub cells: Vec<String>,
}

/// The likeliest table of a file: a header and rows of text.
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

/// Everything in a file that may be the wanted table. Which one is, and which of its rows is the header, whoever
/// knows the columns may say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFile {
    /// The file's name; of an archive with one file in it, that file's.
    pub name: String,
    /// The sheets that hold anything, those that a person sees first; or the text file, cut by each separator with
    /// which it has columns, the likeliest first. At least one.
    pub tables: Vec<RawTable>,
}

/// A sheet, or a text file with one of its separators.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawTable {
    /// The sheet's name, or the text file's encoding and separator, for showing.
    pub source: String,
    /// Whether a person does not see the sheet.
    pub hidden: bool,
    /// What a text file was cut by.
    pub separator: Option<char>,
    /// Rows that hold anything, the header among them, each as long as it is.
    pub rows: Vec<TableRow>,
    /// What was changed or could not be understood.
    pub notices: Vec<Notice>,
}

/// Reads whatever in a file may be a table. What the file is, its bytes say; its name only serves to say what else it
/// may be.
pub fn table_file(bytes: &[u8], file_name: &str) -> Result<TableFile, ReadError> {
    // A zip in a zip is not followed further.
    match Package::lone_file(bytes) {
        Some((name, bytes)) => unpacked(&bytes, &name),
        None => unpacked(bytes, file_name),
    }
}

fn unpacked(bytes: &[u8], file_name: &str) -> Result<TableFile, ReadError> {
    let tables = match sniff::must_be_zip(bytes) {
        Ok(()) => sheets(&Book::open(bytes)?)?,
        Err(ReadError::OtherSpreadsheet { found: crate::Found::Text }) => texts(bytes)?,
        // A table of one column has no separator to be known by; the name then decides.
        Err(ReadError::NotWorkbook { found: crate::Found::Unknown }) if named_text(file_name) => {
            texts(bytes)?
        }
        Err(e) => return Err(e),
    };
    if tables.is_empty() {
        Err(ReadError::NoTable)
    } else {
        Ok(TableFile { name: file_name.to_owned(), tables })
    }
}

/// Reads the likeliest table of a file, with the first row that names more than one column as its header.
pub fn supplier_table(bytes: &[u8], file_name: &str) -> Result<TableData, ReadError> {
    let table = table_file(bytes, file_name)?.tables.swap_remove(0);
    let records = table.rows.into_iter().map(|r| (r.row, r.cells)).collect();
    build(table.source, records, table.notices)
}

/// The sheets that hold anything, hidden ones last. One that is too large only matters where there is no other.
fn sheets(book: &Book<'_>) -> Result<Vec<RawTable>, ReadError> {
    let styles = formats::styles(book)?;
    let mut order: Vec<usize> = (0..book.names().count()).collect();
    order.sort_by_key(|index| book.is_hidden(*index));
    let (mut out, mut refused, mut room) = (Vec::new(), None, limits::KEPT_BYTES);
    for index in order.into_iter().take(SHEETS) {
        let shown = formats::cells(book, index, &styles);
        let (records, notices) = match shown.and_then(|shown| records_shown(book, index, &shown)) {
            Ok(read) => read,
            Err(error) => {
                refused.get_or_insert(error);
                continue;
            }
        };
        let source = book.names().nth(index).unwrap_or_default().to_owned();
        let table =
            RawTable { source, hidden: book.is_hidden(index), separator: None, rows: rows(records), notices };
        push(&mut out, table, &mut room);
    }
    match refused.filter(|_| out.is_empty()) {
        Some(error) => Err(error),
        None => Ok(out),
    }
}

/// The file cut by each separator that gives columns; by the likeliest in any case.
fn texts(bytes: &[u8]) -> Result<Vec<RawTable>, ReadError> {
    let decoded = text_file::decode_table(bytes);
    let (mut out, mut room) = (Vec::new(), limits::KEPT_BYTES);
    for (rank, separator) in text_file::separators(&decoded.text).into_iter().enumerate() {
        let records = match text_file::records(&decoded.text, separator) {
            Ok(records) => records,
            Err(error) if rank == 0 => return Err(error),
            Err(_) => continue,
        };
        if rank > 0 && records.iter().take(100).all(|(_, cells)| cells.len() < 2) {
            continue;
        }
        let source = source(decoded.encoding, separator);
        let separator = Some(char::from(separator));
        push(
            &mut out,
            RawTable { source, hidden: false, separator, rows: rows(records), notices: Vec::new() },
            &mut room,
        );
    }
    Ok(out)
}

fn rows(records: Records) -> Vec<TableRow> {
    let holds = |cells: &[String]| cells.iter().any(|c| !domain::answer::is_blank(c));
    records
        .into_iter()
        .filter(|(_, cells)| holds(cells))
        .map(|(row, cells)| TableRow { row, cells })
        .collect()
}

/// Adds a table that holds anything; the first always, others while there is room.
fn push(out: &mut Vec<RawTable>, table: RawTable, room: &mut usize) {
    let size = |row: &TableRow| row.cells.iter().map(|c| c.len() + limits::CELL_BYTES).sum::<usize>();
    let size: usize = table.rows.iter().map(size).sum();
    if !table.rows.is_empty() && (out.is_empty() || size <= *room) {
        *room = room.saturating_sub(size);
        out.push(table);
    }
}

fn named_text(file_name: &str) -> bool {
    let lower = file_name.to_ascii_lowercase();
    [".csv", ".txt", ".tsv"].iter().any(|end| lower.ends_with(end))
}

/// Rows with their numbers, as long as what they hold.
pub(crate) type Records = Vec<(u32, Vec<String>)>;

/// The rows of one sheet that hold anything.
pub(crate) fn sheet_records(book: &Book<'_>, index: usize) -> Result<(Records, Vec<Notice>), ReadError> {
    records_shown(book, index, &HashMap::new())
}

/// The same, with percentages and days as a person sees them.
fn records_shown(
    book: &Book<'_>,
    index: usize,
    shown: &HashMap<(u32, u32), Shown>,
) -> Result<(Records, Vec<Notice>), ReadError> {
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
            let as_shown = match (&cell.value, shown.get(&(cell.row, cell.col))) {
                (Value::Number(n), Some(Shown::Percent)) => percent(*n),
                (Value::Number(n), Some(Shown::Date)) => values::date(*n, book.date1904),
                _ => None,
            };
            let text = as_shown.unwrap_or_else(|| values::text(name, &cell, notices));
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

/// `1.14 %` for 0.0114: without what binary fractions add to it.
fn percent(n: f64) -> Option<String> {
    let percent = (n * 1e11).round() / 1e9;
    values::number(percent).map(|text| format!("{text} %"))
}

/// The rows of a text file, and what it was taken to be: encoding and separator.
pub(crate) fn text_records(bytes: &[u8]) -> Result<(Records, String), ReadError> {
    let decoded = text_file::decode_table(bytes);
    let separator = text_file::separators(&decoded.text)[0];
    let records = text_file::records(&decoded.text, separator)?;
    Ok((records, source(decoded.encoding, separator)))
}

fn source(encoding: &str, separator: u8) -> String {
    let shown = if separator == b'\t' { "TAB".to_owned() } else { char::from(separator).to_string() };
    format!("{encoding} {shown}")
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
