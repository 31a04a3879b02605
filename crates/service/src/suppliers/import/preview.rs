//! What an import would do, as it is shown before anything is written.

use crate::records::Supplier;
use crate::suppliers::contacts::{Handover, same_address};
use crate::suppliers::mapping::Mapping;

/// A problem in the uploaded table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// Row number in the file.
    pub row: u32,
    /// The header of the column; empty where the row as a whole is meant.
    pub column: String,
    /// Key of the text that says what is wrong.
    pub text: String,
    /// The cell's text.
    pub value: String,
    /// The row that it collides with.
    pub other: Option<u32>,
}

/// What an import would do to one supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// Row number in the file.
    pub row: u32,
    /// The supplier as it would be stored; version 0 for a new one.
    pub supplier: Supplier,
    /// For a known supplier: field key, old text, new text.
    pub changes: Vec<(&'static str, String, String)>,
    /// Where its address changes: the requests to which the old person loses access, and to which the new one is
    /// invited.
    pub handovers: Vec<Handover>,
}

impl RowChange {
    /// The supplier's old address, where the row changes it to another one.
    pub fn moved_from(&self) -> Option<&str> {
        let (_, old, new) = self.changes.iter().find(|(field, _, _)| *field == "email")?;
        (!same_address(old, new)).then_some(old.as_str())
    }
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The file's name.
    pub file: String,
    /// The tables of the file: where each stands, and whether a person does not see it.
    pub tables: Vec<(String, bool)>,
    /// Which of them is used.
    pub table: usize,
    /// The number of the header's row in the file.
    pub header_row: u32,
    /// The first rows of the table, among which the header is: number and cells.
    pub first_rows: Vec<(u32, Vec<String>)>,
    /// Whether the header names too little to be sure that it is one.
    pub doubtful: bool,
    /// Whether shares without a sign count the whole as 1.
    pub fractions: bool,
    /// The table's header.
    pub header: Vec<String>,
    /// A few rows as they stand in the file.
    pub sample: Vec<Vec<String>>,
    /// The mapping used.
    pub mapping: Mapping,
    /// Suppliers to be added.
    pub new: Vec<RowChange>,
    /// Suppliers to be added who have no address; only on demand.
    pub without_email: Vec<RowChange>,
    /// Suppliers to be changed.
    pub changed: Vec<RowChange>,
    /// How many stay as they are.
    pub unchanged: usize,
    /// What is wrong, by row and column. Rows with a problem are not imported.
    pub problems: Vec<RowProblem>,
    /// How many rows have a problem.
    pub bad_rows: usize,
    /// The rows that have one, as they stand in the file, each cell with what it may have been.
    pub bad: Vec<(u32, Vec<String>)>,
    /// What is taken, and worth a look first.
    pub notes: Vec<RowProblem>,
}
