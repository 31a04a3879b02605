//! Reading a form post: which entries of the draft it changes.

use domain::draft::row_path;
use domain::{Change, ControlName, Declaration, Draft, EntryPath, RowId, Table};
use std::collections::BTreeMap;

/// The changes that a posted form asks for, against the draft as it stands. `pairs` are its names and values in order.
///
/// Names that are no entries (`revision`, `then`) are passed over.
pub fn parse_form(pairs: &[(String, String)], current: &Draft) -> Vec<Change> {
    let mut changes: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut rows: BTreeMap<(Table, RowId), Vec<(&'static str, String)>> = BTreeMap::new();
    for (name, value) in pairs {
        // Browsers send line breaks as CR LF, whatever was typed or stored.
        let value = value.replace("\r\n", "\n");
        match name.parse() {
            Ok(ControlName::Cell(table, row, col)) => {
                rows.entry((table, row)).or_default().push((col, value))
            }
            Ok(ControlName::Entry(path)) => {
                if current.entry(name).unwrap_or_default() != value {
                    changes.insert(path.to_string(), Some(value).filter(|v| !v.is_empty()));
                }
            }
            Err(_) => {}
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
        if let Ok(EntryPath::Row(table, id)) = path.parse() {
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
    let old = current.declaration.rows(table).find(id);
    let mut scratch = Declaration::default();
    let row = scratch.rows_mut(table).add();
    row.place(id, old.map_or(order, |r| r.order()), old.and_then(|r| r.sheet_row()));
    for (i, col) in table.columns().iter().enumerate() {
        let text = cells.iter().rfind(|(key, _)| key == col).map(|(_, text)| text.as_str());
        let text = text.or_else(|| Some(old?.cell(i)));
        if let Some((cell, text)) = row.cell_mut(i).zip(text) {
            text.clone_into(cell);
        }
    }
    let blank = (0..table.columns().len()).all(|i| row.cell(i).trim().is_empty());
    let value = table.row_json(row);
    let unchanged = old.map_or(blank, |old| table.row_json(old) == value);
    (!unchanged).then(|| Change { path: row_path(table, id), value: Some(value) })
}
