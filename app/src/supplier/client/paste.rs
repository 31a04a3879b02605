//! Pasting a block of cells from a spreadsheet into a table.

use super::check::check;
use super::notice::say;
use super::{controls, dom, edit, unsaved};
use crate::supplier::form::Form;
use crate::supplier::rows::{columns, parse_cell_name};
use domain::draft::{MAX_ROWS, row_path};
use domain::{RowId, Table};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, Event};

/// A paste: one cell's text is left to the browser, a block is spread over rows and columns. In the sheet of one row
/// there are no rows to spread it over.
pub fn on_paste(form: Form, event: &Event, target: &Element) {
    let Some((table, row, col)) = target.get_attribute("name").and_then(|n| parse_cell_name(&n)) else {
        return;
    };
    if !matches!(target.closest(".rows"), Ok(Some(_))) {
        return;
    }
    let clipboard = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
    let Some(text) = clipboard.and_then(|c| c.get_data("text/plain").ok()) else { return };
    let block = split(&text);
    if block.len() < 2 && block.first().is_none_or(|line| line.len() < 2) {
        return;
    }
    event.prevent_default();
    let written = spread(form, table, row, col, &block);
    form.rows().notify();
    controls::sync(form);
    check(form);
    edit::complete(form, None);
    say(form, form.tf("answer.notice.pasted", &[("n", &written.to_string())]), None);
}

/// Writes the block from a cell on, to the right in the sheet's order and downwards, adding rows at the end.
fn spread(form: Form, table: Table, row: RowId, col: &str, block: &[Vec<String>]) -> usize {
    let cols = form.with(|d| columns(d, table));
    let from = cols.iter().position(|c| *c == col).unwrap_or(0);
    let mut ids = form.with(|d| d.row_ids(table));
    let at = ids.iter().position(|id| *id == row).unwrap_or_else(|| {
        ids.push(row);
        ids.len() - 1
    });
    let block = &block[..block.len().min(MAX_ROWS.saturating_sub(at))];
    let mut paths = Vec::new();
    for (i, line) in block.iter().enumerate() {
        let id = match ids.get(at + i) {
            Some(id) => *id,
            None => RowId(dom::random()),
        };
        form.change(|d| {
            for (col, text) in cols[from..].iter().zip(line) {
                d.set_cell(table, id, col, text);
            }
        });
        paths.push(row_path(table, id));
    }
    unsaved::typed(form, paths);
    block.len()
}

/// Splits what spreadsheets put on the clipboard: tabs between cells, line breaks between rows, and quotes around
/// cells that hold either.
fn split(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut fresh = true;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let line = rows.len() - 1;
        let last = rows[line].len() - 1;
        match c {
            '"' if fresh => quoted = true,
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                rows[line][last].push('"');
            }
            '"' if quoted => quoted = false,
            '\t' if !quoted => rows[line].push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            c => rows[line][last].push(c),
        }
        fresh = !quoted && matches!(c, '\t' | '\n');
    }
    if rows.last().is_some_and(|line| line.len() == 1 && line[0].is_empty()) {
        rows.pop();
    }
    rows
}
