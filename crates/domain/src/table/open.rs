//! Rows of tables that a definition brings along: their columns are known by key alone.

use super::{ProductRow, Row, RowId, Rows, StoredRow, Table};
use crate::answer;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// No rows, of whatever table.
pub(super) static NONE: Vec<ProductRow> = Vec::new();

/// A row. Texts are kept as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRow {
    id: RowId,
    order: u64,
    sheet_row: Option<u32>,
    /// By the table's columns.
    cells: Vec<String>,
}

/// The rows of one table, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRows {
    table: Table,
    rows: Vec<OpenRow>,
}

impl OpenRow {
    fn blank(table: Table) -> OpenRow {
        let cells = vec![String::new(); table.columns().len()];
        OpenRow { id: RowId::default(), order: 0, sheet_row: None, cells }
    }

    /// Reads a row's JSON: an object, and each column that it has a text.
    pub(super) fn parse(table: Table, text: &str) -> Option<OpenRow> {
        OpenRow::of(table, &serde_json::from_str(text).ok()?)
    }

    fn of(table: Table, stored: &Map<String, Value>) -> Option<OpenRow> {
        let mut row = OpenRow::blank(table);
        let number = |key: &str| stored.get(key).map_or(Some(0), Value::as_u64);
        (row.id, row.order) = (RowId(number("id")?), number("order")?);
        row.sheet_row = match stored.get("sheet_row") {
            None | Some(Value::Null) => None,
            Some(at) => Some(u32::try_from(at.as_u64()?).ok()?),
        };
        for (cell, key) in row.cells.iter_mut().zip(table.columns()) {
            if let Some(text) = stored.get(*key) {
                text.as_str()?.clone_into(cell);
            }
        }
        Some(row)
    }
}

impl Row for OpenRow {
    fn id(&self) -> RowId {
        self.id
    }

    fn order(&self) -> u64 {
        self.order
    }

    fn sheet_row(&self) -> Option<u32> {
        self.sheet_row
    }

    fn place(&mut self, id: RowId, order: u64, sheet_row: Option<u32>) {
        (self.id, self.order, self.sheet_row) = (id, order, sheet_row);
    }

    fn cell(&self, col: usize) -> &str {
        self.cells.get(col).map_or("", String::as_str)
    }

    fn cell_mut(&mut self, col: usize) -> Option<&mut String> {
        self.cells.get_mut(col)
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|text| answer::is_blank(text))
    }
}

impl OpenRows {
    pub(super) fn new(table: Table) -> OpenRows {
        OpenRows { table, rows: Vec::new() }
    }

    pub(super) fn push(&mut self, id: RowId, row: OpenRow) {
        self.rows.push(OpenRow { id, ..row });
    }

    pub(super) fn remove_empty(&mut self) {
        self.rows.retain(|row| !row.is_blank());
    }

    pub(super) fn sort(&mut self) {
        self.rows.sort_by_key(|row| (row.order, row.id));
    }
}

impl Rows for OpenRows {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn row(&self, index: usize) -> Option<&dyn Row> {
        self.rows.get(index).map(|row| row as &dyn Row)
    }

    fn row_mut(&mut self, index: usize) -> Option<&mut dyn Row> {
        self.rows.get_mut(index).map(|row| row as &mut dyn Row)
    }

    fn add(&mut self) -> &mut dyn Row {
        self.rows.push(OpenRow::blank(self.table));
        let last = self.rows.len() - 1;
        &mut self.rows[last]
    }

    fn remove(&mut self, index: usize) {
        if index < self.rows.len() {
            self.rows.remove(index);
        }
    }
}

impl Serialize for OpenRows {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.rows.iter().map(|row| StoredRow { table: self.table, row }))
    }
}

/// Reads rows by the names of their tables.
pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<Table, OpenRows>, D::Error> {
    let stored = BTreeMap::<Table, Vec<Map<String, Value>>>::deserialize(from)?;
    let rows = |(table, rows): (Table, Vec<Map<String, Value>>)| {
        let rows: Option<Vec<OpenRow>> = rows.iter().map(|row| OpenRow::of(table, row)).collect();
        let rows = rows.ok_or_else(|| D::Error::custom(format!("a row of {table:?} cannot be read")))?;
        Ok((table, OpenRows { table, rows }))
    };
    stored.into_iter().map(rows).collect()
}
