//! Rows: which are drawn, and what can be done with them.

use super::{acts, dom, navigate, save};
use crate::kit::dom::react;
use crate::supplier::form::{Form, PAGE_ROWS, Window};
use domain::draft::row_path;
use domain::{Change, RowId, Table};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement};

/// Rows drawn beyond what is in view, above and below.
const SPARE: usize = 8;

thread_local! {
    /// Height of one row in pixels, as drawn.
    static HEIGHT: Cell<f64> = const { Cell::new(0.0) };
    static DELETED: RefCell<Vec<Change>> = const { RefCell::new(Vec::new()) };
}

fn table(form: Form) -> Option<Table> {
    form.step().get_untracked().table()
}

/// Keeps the space of the rows that are not drawn, and the sheet of one row, in step with the state.
pub fn effects(form: Form) {
    react(Box::new(move |_| {
        form.rows().track();
        form.step().track();
        let (window, live) = (form.window().get(), form.live().get());
        if let (true, Some(table)) = (live, table(form)) {
            let count = form.with(|d| d.row_count(table));
            let height = HEIGHT.get();
            dom::set_height("pad-top", window.start.min(count) as f64 * height);
            dom::set_height("pad-bottom", count.saturating_sub(window.start + window.count) as f64 * height);
        }
    }));
    react(Box::new(move |_| {
        let (open, live) = (form.editing().get().is_some(), form.live().get());
        let dialog = dom::by_id("editor").and_then(|e| e.dyn_into::<HtmlDialogElement>().ok());
        if let (true, Some(dialog)) = (live, dialog) {
            dialog.close();
            if open {
                let _ = dialog.show_modal();
            }
        }
    }));
}

/// The dialog was closed by the Escape key.
pub fn on_close(form: Form, _: &Event, target: &Element) {
    let is_open = target.dyn_ref::<HtmlDialogElement>().is_some_and(HtmlDialogElement::open);
    if target.id() == "editor" && !is_open && form.editing().get_untracked().is_some() {
        form.editing().set(None);
    }
}

/// Measures rows and draws those in view.
pub fn measure(form: Form) {
    HEIGHT.set(0.0);
    draw(form);
}

/// The height of a row: on a narrow screen that of a usual one, since there what is found may take several lines.
fn height(rows: &Element) -> f64 {
    // Measured once: a list that moved with every estimate would never stand still.
    if HEIGHT.get() <= 0.0
        && let Ok(Some(group)) = rows.query_selector(".rowgroup")
    {
        let count = group.child_element_count().max(1);
        HEIGHT.set(group.get_bounding_client_rect().height() / f64::from(count));
    }
    HEIGHT.get()
}

/// Draws the rows in view.
fn draw(form: Form) {
    let Some(table) = table(form) else { return };
    if !form.live().get_untracked() {
        return;
    }
    let Some(rows) = dom::by_id("rows") else { return };
    let height = height(&rows);
    if height <= 0.0 {
        return;
    }
    let view = dom::window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(800.0);
    let above = (-rows.get_bounding_client_rect().top() / height).max(0.0) as usize;
    let total = form.with(|d| d.row_count(table));
    // In steps, so that a little scrolling draws nothing.
    let start = above.saturating_sub(SPARE).min(total.saturating_sub(1)) / SPARE * SPARE;
    let count = (view / height) as usize + 4 * SPARE;
    let window = Window { start, count: count.max(PAGE_ROWS) };
    if form.window().get_untracked() != window {
        form.window().set(window);
    } else {
        form.window().tell();
    }
}

/// Scrolling draws other rows.
pub fn on_scroll(form: Form) {
    if table(form).is_some() {
        let before = form.window().get_untracked();
        let Some(rows) = dom::by_id("rows") else { return };
        let above = (-rows.get_bounding_client_rect().top() / HEIGHT.get().max(1.0)).max(0.0) as usize;
        if above.saturating_sub(SPARE) / SPARE * SPARE != before.start {
            draw(form);
        }
    }
}

/// Scrolls to a row.
pub fn show(form: Form, table: Table, row: RowId) {
    let Some(index) = form.with(|d| d.row_index(table, row)) else { return };
    gloo::timers::callback::Timeout::new(20, move || {
        draw(form);
        let Some(rows) = dom::by_id("rows") else { return };
        let top = rows.get_bounding_client_rect().top() + dom::window().scroll_y().unwrap_or(0.0);
        let to = (top + index as f64 * HEIGHT.get() - 220.0).max(0.0);
        dom::window().scroll_to_with_x_and_y(0.0, to);
        measure(form);
    })
    .forget();
}

/// Adds an empty row and goes there.
pub fn add(form: Form, table: Table) {
    if form.with(|d| d.row_count(table)) >= domain::draft::MAX_ROWS {
        acts::say(form, form.t("answer.notice.full"), None);
        return;
    }
    let id = RowId(dom::random());
    form.change(|d| d.add_row(table, id));
    changed(form, table, id);
    let first = form.with(|d| crate::supplier::rows::inline_columns(d, table)[0]);
    navigate::go_to(form, &[table.key(), ".", &id.0.to_string(), ".", first].concat());
}

/// A row came, went or was written as a whole.
pub fn changed(form: Form, table: Table, id: RowId) {
    save::dirty(form, row_path(table, id));
    form.rows().tell();
    form.check();
}

/// Opens, doubles or removes a row.
pub fn act(form: Form, act: &str, table: Table, id: RowId) {
    match act {
        "edit" => form.editing().set(Some((table, id))),
        "duplicate" => {
            let new = RowId(dom::random());
            let copied = form.change(|d| {
                let cols = table.columns();
                let cells: Vec<String> = cols.iter().map(|c| d.cell(table, id, c).to_owned()).collect();
                d.add_row(table, new);
                for (col, text) in cols.iter().zip(&cells) {
                    d.set_cell(table, new, col, text);
                }
                cells.len()
            });
            if copied > 0 {
                changed(form, table, new);
                form.editing().set(Some((table, new)));
            }
        }
        _ => delete(form, table, id),
    }
}

fn delete(form: Form, table: Table, id: RowId) {
    let Some(index) = form.with(|d| d.row_index(table, id)) else { return };
    let place = form.row_label(table, id);
    let gone = form.with(|d| d.draft.row_change(table, index));
    DELETED.replace(gone.into_iter().collect());
    form.editing().set(None);
    form.change(|d| d.draft.declaration.rows_mut(table).remove(index));
    changed(form, table, id);
    save::room(form);
    // Whoever removes rows by keyboard goes on where they are: with the row that took its place, or the last one.
    let rows = form.with(|d| d.row_ids(table));
    match rows.get(index).or(rows.last()) {
        Some(next) => navigate::focus_button(table, *next),
        None => navigate::focus_soon("add"),
    }
    acts::say(form, form.tf("answer.notice.deleted", &[("place", &place)]), Some("undo"));
}

/// Puts back what was removed last.
pub fn undo(form: Form) {
    let changes = DELETED.take();
    save::take(form, &changes);
    save::dirty_all(form, changes.into_iter().map(|change| change.path).collect());
}
