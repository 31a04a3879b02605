//! Reading a form post: which entries of the draft it changes.

use super::rows::parse_cell_name;
use domain::draft::{parse_row_path, row_path};
use domain::{Change, Draft, ProductCol, ProductRow, RowId, SmelterCol, SmelterRow, Table};
use std::collections::BTreeMap;

/// The changes that a posted form asks for, against the draft as it stands. `pairs` are its names and values in order.
///
/// Names that are no entries (`revision`, `then`) are passed over. The section does not matter to what is read: a
/// name says what it is about.
pub fn parse_form(_section: &str, pairs: &[(String, String)], current: &Draft) -> Vec<Change> {
    let mut changes: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut rows: BTreeMap<(Table, RowId), Vec<(&'static str, String)>> = BTreeMap::new();
    for (name, value) in pairs {
        // Browsers send line breaks as CR LF, whatever was typed or stored.
        let value = value.replace("\r\n", "\n");
        if let Some(key) = name.strip_prefix("f:") {
            if current.declaration.answer(key) != value {
                changes.insert(name.clone(), Some(value).filter(|v| !v.is_empty()));
            }
        } else if let Some(key) = name.strip_prefix("why:") {
            if current.explanations.get(key).map_or("", String::as_str) != value {
                changes.insert(name.clone(), Some(value).filter(|v| !v.is_empty()));
            }
        } else if let Some((table, row, col)) = parse_cell_name(name) {
            rows.entry((table, row)).or_default().push((col, value));
        }
    }
    let mut next = BTreeMap::new();
    for ((table, id), cells) in rows {
        let order = next.entry(table).or_insert_with(|| current.next_order(table));
        if let Some(change) = row_change(current, table, id, &cells, *order) {
            *order += domain::draft::GAP;
            changes.insert(change.path, change.value);
        }
    }
    for (_, path) in pairs.iter().filter(|(name, _)| name == "delete") {
        if let Some((table, id)) = parse_row_path(path) {
            changes.insert(row_path(table, id), None);
        }
    }
    changes.into_iter().map(|(path, value)| Change { path, value }).collect()
}

/// The change of one row; none where nothing differs, or where a new row was left blank.
fn row_change(
    current: &Draft,
    table: Table,
    id: RowId,
    cells: &[(&'static str, String)],
    order: u64,
) -> Option<Change> {
    let value = match table {
        Table::Smelters => {
            let old = current.declaration.smelters.iter().find(|r| r.id == id);
            let mut row = old.cloned().unwrap_or(SmelterRow { id, order, ..SmelterRow::default() });
            for (col, text) in cells {
                text.clone_into(row.get_mut(SmelterCol::parse(col)?));
            }
            let blank = SmelterCol::ALL.iter().all(|c| row.get(*c).trim().is_empty());
            if old == Some(&row) || (old.is_none() && blank) {
                return None;
            }
            serde_json::to_string(&row).ok()?
        }
        Table::Products => {
            let old = current.declaration.products.iter().find(|r| r.id == id);
            let mut row = old.cloned().unwrap_or(ProductRow { id, order, ..ProductRow::default() });
            for (col, text) in cells {
                text.clone_into(row.get_mut(ProductCol::parse(col)?));
            }
            if old == Some(&row) || (old.is_none() && row.is_empty()) {
                return None;
            }
            serde_json::to_string(&row).ok()?
        }
    };
    Some(Change { path: row_path(table, id), value: Some(value) })
}
