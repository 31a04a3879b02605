//! The two tables of the draft, seen alike: rows by id, cells by column key.

use super::form::{Data, Form};
use domain::json::Json;
use domain::{ProductCol, ProductRow, RowId, SmelterCol, SmelterRow, Table};

/// Every column of a table, by key, left to right.
pub fn columns(table: Table) -> Vec<&'static str> {
    match table {
        Table::Smelters => SmelterCol::ALL.iter().map(|c| c.key()).collect(),
        Table::Products => ProductCol::ALL.iter().map(|c| c.key()).collect(),
    }
}

/// The bit that stands for a column in [`super::form::Mark::bad`].
pub fn bit(table: Table, col: &str) -> u32 {
    columns(table).iter().position(|c| *c == col).map_or(0, |i| 1 << i)
}

/// The columns that are edited in the table itself. A smelter's others are in its own sheet.
pub fn inline_columns(data: &Data, table: Table) -> Vec<&'static str> {
    match table {
        Table::Smelters => columns(table).into_iter().take(5).collect(),
        Table::Products => data.template.product_columns.iter().map(|(c, _)| c.key()).collect(),
    }
}

impl Data {
    /// The ids of a table's rows, in order.
    pub fn row_ids(&self, table: Table) -> Vec<RowId> {
        match table {
            Table::Smelters => self.draft.declaration.smelters.iter().map(|r| r.id).collect(),
            Table::Products => self.draft.declaration.products.iter().map(|r| r.id).collect(),
        }
    }

    /// How many rows a table has.
    pub fn row_count(&self, table: Table) -> usize {
        match table {
            Table::Smelters => self.draft.declaration.smelters.len(),
            Table::Products => self.draft.declaration.products.len(),
        }
    }

    /// Where a row stands.
    pub fn row_index(&self, table: Table, row: RowId) -> Option<usize> {
        match table {
            Table::Smelters => self.draft.declaration.smelters.iter().position(|r| r.id == row),
            Table::Products => self.draft.declaration.products.iter().position(|r| r.id == row),
        }
    }

    /// The text of a cell; empty for a row that is not there.
    pub fn cell(&self, table: Table, row: RowId, col: &str) -> &str {
        let d = &self.draft.declaration;
        let cell = self.row_index(table, row).and_then(|i| match table {
            Table::Smelters => SmelterCol::parse(col).map(|c| d.smelters[i].get(c)),
            Table::Products => ProductCol::parse(col).map(|c| d.products[i].get(c)),
        });
        cell.unwrap_or("")
    }

    /// Writes a cell; a row that is not there is put behind the others. Says whether a row was added.
    pub fn set_cell(&mut self, table: Table, row: RowId, col: &str, text: &str) -> bool {
        let missing = self.row_index(table, row).is_none();
        if missing {
            self.add_row(table, row);
        }
        let index = self.row_index(table, row).unwrap_or(0);
        let d = &mut self.draft.declaration;
        let cell = match table {
            Table::Smelters => SmelterCol::parse(col).map(|c| d.smelters[index].get_mut(c)),
            Table::Products => ProductCol::parse(col).map(|c| d.products[index].get_mut(c)),
        };
        if let Some(cell) = cell {
            text.clone_into(cell);
        }
        missing
    }

    /// Puts an empty row behind the others.
    pub fn add_row(&mut self, table: Table, id: RowId) {
        let order = self.draft.next_order(table);
        let d = &mut self.draft.declaration;
        match table {
            Table::Smelters => d.smelters.push(SmelterRow { id, order, ..SmelterRow::default() }),
            Table::Products => d.products.push(ProductRow { id, order, ..ProductRow::default() }),
        }
    }
}

impl Form {
    /// An entry's text as a person reads it: a row's JSON as its cells, each said once; a choice in their language.
    pub fn readable(self, text: &str) -> String {
        let Some(Json::Map(row)) = Json::parse(text) else { return self.option_text(text) };
        let mut cells: Vec<String> = Vec::new();
        for (_, value) in &row {
            let text = value.text().map(|text| self.option_text(text)).unwrap_or_default();
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
    format!("{}:{}:{col}", table.key(), row.0)
}

/// Reads the `name` of a cell's control.
pub fn parse_cell_name(name: &str) -> Option<(Table, RowId, &'static str)> {
    let (row, col) = name.rsplit_once(':')?;
    let (table, row) = domain::draft::parse_row_path(row)?;
    let col = columns(table).into_iter().find(|c| *c == col)?;
    Some((table, row, col))
}
