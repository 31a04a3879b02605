//! The uploaded file, and which of its tables and rows are the list.

use super::letters;
use crate::suppliers::mapping::{Mapping, guess};
use domain::answer;
use serde::{Deserialize, Serialize};
use sheets::{RawTable, TableFile};

/// How far down a header is looked for: titles may stand above it.
pub(super) const HEADER_WITHIN: usize = 20;

/// An uploaded file with everything in it that may be the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    /// The file's name as uploaded.
    pub file: String,
    /// Its sheets, or the text cut by each separator; at least one.
    pub tables: Vec<RawTable>,
}

/// How an upload is to be read, as far as a person says; what is left open is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Which of [`Uploaded::tables`].
    pub table: Option<usize>,
    /// The row of the header, by its number in the file.
    pub header: Option<u32>,
    /// What the columns mean.
    pub mapping: Option<Mapping>,
    /// Whether shares without a sign count the whole as 1 and not as 100.
    pub fractions: bool,
}

impl From<TableFile> for Uploaded {
    fn from(mut file: TableFile) -> Uploaded {
        let rows = file.tables.iter_mut().flat_map(|table| &mut table.rows);
        rows.flat_map(|row| &mut row.cells).for_each(letters::leave_seen);
        Uploaded { file: file.name.chars().take(200).collect(), tables: file.tables }
    }
}

impl Uploaded {
    /// A table that no file holds: the header's row is 1.
    pub fn of_rows(name: &str, header: Vec<String>, rows: Vec<(u32, Vec<String>)>) -> Uploaded {
        let rows = std::iter::once((1, header)).chain(rows);
        let rows = rows.map(|(row, cells)| sheets::TableRow { row, cells }).collect();
        let table = RawTable { source: name.to_owned(), rows, ..RawTable::default() };
        Uploaded { file: name.to_owned(), tables: vec![table] }
    }

    /// Reads a CSV file or a workbook.
    pub fn read(bytes: &[u8], file: &str) -> std::result::Result<Uploaded, sheets::ReadError> {
        Ok(sheets::table_file(bytes, file)?.into())
    }

    /// The table that is meant, with its header: as chosen, else the one whose header names most of what a list of
    /// suppliers holds; a sheet that a person does not see only where no other does.
    pub(super) fn chosen(&self, reading: &Reading) -> Option<Cut<'_>> {
        let cut = |(index, table)| {
            Cut::of(index, table, reading.header.filter(|_| reading.table.is_none_or(|t| t == index)))
        };
        let mut all = self.tables.iter().enumerate();
        match reading.table {
            Some(wanted) => all.nth(wanted).map(cut),
            // Of equals the first: `max_by_key` would take the last.
            None => all.map(cut).rev().max_by_key(|c| (c.named.min(2), !c.table.hidden, c.named)),
        }
    }
}

/// A table cut into header and rows.
pub(super) struct Cut<'a> {
    pub(super) index: usize,
    pub(super) table: &'a RawTable,
    /// Where the header stands among the table's rows.
    pub(super) header: usize,
    /// How many facts its header names.
    pub(super) named: usize,
}

impl Cut<'_> {
    fn of(index: usize, table: &RawTable, header: Option<u32>) -> Cut<'_> {
        let named = |at: usize| guess(&table.rows[at].cells).into_iter().flatten().count();
        let within = table.rows.len().min(HEADER_WITHIN);
        let told = header.and_then(|row| table.rows.iter().position(|r| r.row == row));
        let best = || (0..within).rev().max_by_key(|at| named(*at)).filter(|at| named(*at) > 1);
        let several = || {
            (0..within).find(|at| table.rows[*at].cells.iter().filter(|c| !answer::is_blank(c)).count() > 1)
        };
        let header = told.or_else(best).or_else(several).unwrap_or(0);
        let count = if table.rows.is_empty() { 0 } else { named(header) };
        Cut { index, table, header, named: count }
    }

    pub(super) fn header(&self) -> Vec<String> {
        let cells = self.table.rows.get(self.header).map(|r| r.cells.as_slice()).unwrap_or_default();
        // A line break in a header is a space.
        cells.iter().map(|h| h.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    pub(super) fn rows(&self) -> &[sheets::TableRow] {
        self.table.rows.get(self.header + 1..).unwrap_or_default()
    }
}
