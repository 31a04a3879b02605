//! The tables of the draft, seen alike: rows by id, cells by column key.

use super::form::{Data, Form};
use domain::{ControlName, RowId, Table};
use serde_json::{Map, Value};

/// The bit that stands for a column in [`super::form::FieldStatus::bad`].
pub fn bit(table: Table, col: &str) -> u32 {
    table.column(col).map_or(0, |i| 1 << i)
}

/// Every column that the template has, by key, left to right.
pub fn columns(data: &Data, table: Table) -> Vec<&'static str> {
    data.template.table(table).map_or(Vec::new(), |t| t.keys().collect())
}

/// How many columns are edited in the table itself; a row that has more has a sheet of its own for all of them.
pub const INLINE: usize = 5;

/// The columns that are edited in the table itself.
pub fn inline_columns(data: &Data, table: Table) -> Vec<&'static str> {
    let mut out = columns(data, table);
    out.truncate(INLINE);
    out
}

impl Data {
    /// The ids of a table's rows, in order.
    pub fn row_ids(&self, table: Table) -> Vec<RowId> {
        self.draft.declaration.rows(table).iter().map(|r| r.id()).collect()
    }

    /// How many rows a table has.
    pub fn row_count(&self, table: Table) -> usize {
        self.draft.declaration.rows(table).count()
    }

    /// Where a row stands.
    pub fn row_index(&self, table: Table, row: RowId) -> Option<usize> {
        self.draft.declaration.rows(table).position(row)
    }

    /// The text of a cell; empty for a row that is not there.
    pub fn cell(&self, table: Table, row: RowId, col: &str) -> &str {
        let row = self.draft.declaration.rows(table).find(row);
        row.zip(table.column(col)).map_or("", |(row, col)| row.cell(col))
    }

    /// Writes a cell; a row that is not there is put behind the others. Says whether the rows have other numbers now:
    /// one was added, got its first answer or lost its last.
    pub fn set_cell(&mut self, table: Table, row: RowId, col: &str, text: &str) -> bool {
        let missing = self.row_index(table, row).is_none();
        if missing {
            self.add_row(table, row);
        }
        let index = self.row_index(table, row).unwrap_or(0);
        let d = &mut self.draft.declaration;
        let Some(row) = d.rows_mut(table).row_mut(index) else { return missing };
        let was_blank = row.is_blank();
        if let Some(cell) = table.column(col).and_then(|col| row.cell_mut(col)) {
            text.clone_into(cell);
        }
        missing || row.is_blank() != was_blank
    }

    /// Puts an empty row behind the others.
    pub fn add_row(&mut self, table: Table, id: RowId) {
        let order = self.draft.next_order(table);
        self.draft.declaration.rows_mut(table).add().place(id, order, None);
    }
}

impl Form {
    /// An entry's text as a person reads it: a row's JSON as its cells, each said once; a choice in their language.
    pub fn readable(self, text: &str) -> String {
        let Ok(row) = serde_json::from_str::<Map<String, Value>>(text) else { return self.option_text(text) };
        let mut cells: Vec<String> = Vec::new();
        for col in Table::all().into_iter().flat_map(Table::columns) {
            let text =
                row.get(*col).and_then(Value::as_str).map(|text| self.option_text(text)).unwrap_or_default();
            if !text.is_empty() && !cells.contains(&text) {
                cells.push(text);
            }
        }
        cells.join(" · ")
    }

    /// The text of a cell.
    pub fn cell(self, table: Table, row: RowId, col: &str) -> String {
        self.with(|d| d.cell(table, row, col).to_owned())
    }
}

/// The `name` of a cell's control: `smelter:17:cid`.
pub fn cell_name(table: Table, row: RowId, col: &str) -> String {
    let row = domain::draft::row_path(table, row);
    format!("{row}:{col}")
}

/// Reads the `name` of a cell's control.
pub fn parse_cell_name(name: &str) -> Option<(Table, RowId, &'static str)> {
    name.parse().ok().and_then(ControlName::cell)
}
