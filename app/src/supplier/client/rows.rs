//! What can be done with rows.

use super::check::check;
use super::focus::{focus_button, focus_soon};
use super::notice::say;
use super::parts;
use super::{dom, state, unsaved};
use crate::supplier::action::Offer;
use crate::supplier::form::Form;
use domain::draft::row_path;
use domain::{Location, RowId, Table};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

/// The dialog was closed by the Escape key.
pub fn on_close(form: Form, _: &web_sys::Event, target: &Element) {
    let is_open = target.dyn_ref::<HtmlDialogElement>().is_some_and(HtmlDialogElement::open);
    if target.id() == "editor" && !is_open && form.editing().get_untracked().is_some() {
        form.editing().set(None);
    }
}

/// Adds an empty row and goes there.
pub fn add(form: Form, table: Table) {
    if form.with(|d| d.row_count(table)) >= domain::draft::MAX_ROWS {
        say(form, form.t("answer.notice.full"), None);
        return;
    }
    let id = RowId(dom::random());
    form.change(|d| d.add_row(table, id));
    changed(form, table, id);
    let first = form.with(|d| crate::supplier::rows::inline_columns(d, table)[0]);
    if let Some(actions) = parts::here().actions {
        (actions.go_to)(form, Location::Row { table, row: id, col: Some(first.to_owned()) });
    }
}

/// A row came, went or was written as a whole.
pub fn changed(form: Form, table: Table, id: RowId) {
    unsaved::typed(form, vec![row_path(table, id)]);
    form.rows().notify();
    check(form);
}

/// Puts a row like this one behind the others, and opens it.
pub fn duplicate(form: Form, table: Table, id: RowId) {
    let new = RowId(dom::random());
    form.change(|d| {
        let cols = table.columns();
        let cells: Vec<String> = cols.iter().map(|c| d.cell(table, id, c).to_owned()).collect();
        d.add_row(table, new);
        for (col, text) in cols.iter().zip(&cells) {
            d.set_cell(table, new, col, text);
        }
    });
    changed(form, table, new);
    form.editing().set(Some((table, new)));
}

/// Removes a row.
pub fn delete(form: Form, table: Table, id: RowId) {
    let Some(index) = form.with(|d| d.row_index(table, id)) else { return };
    let place = form.row_label(table, id);
    let gone = form.with(|d| d.draft.row_change(table, index));
    state::page(form, |s| s.deleted = gone.into_iter().collect());
    form.editing().set(None);
    form.change(|d| d.draft.declaration.rows_mut(table).remove(index));
    changed(form, table, id);
    unsaved::retry_full(form);
    // Whoever removes rows by keyboard goes on where they are: with the row that took its place, or the last one.
    let rows = form.with(|d| d.row_ids(table));
    match rows.get(index).or(rows.last()) {
        Some(next) => focus_button(table, *next),
        None => focus_soon("add"),
    }
    say(form, form.tf("answer.notice.deleted", &[("place", &place)]), Some(Offer::Undo));
}

/// Puts back what was removed last.
pub fn undo(form: Form) {
    let changes = state::page(form, |s| std::mem::take(&mut s.deleted));
    unsaved::when_here(form, move |actions| {
        if let Some(actions) = actions {
            (actions.write)(form, changes);
        }
    });
}
