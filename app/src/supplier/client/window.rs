//! Which rows are drawn: those in view, and some above and below.

use super::{dom, state};
use crate::supplier::form::{Form, PAGE_ROWS, Window};
use domain::{RowId, Table};
use leptos::prelude::*;
use web_sys::Element;

/// Rows drawn beyond what is in view, above and below.
const SPARE: usize = 8;

fn table(form: Form) -> Option<Table> {
    form.step().get_untracked().table()
}

/// Keeps the space of the rows that are not drawn in step with the state.
pub fn effects(form: Form) {
    Effect::new(move |_| {
        form.rows().track();
        form.step().track();
        let (window, live) = (form.window().get(), form.live().get());
        if let (true, Some(table)) = (live, table(form)) {
            let count = form.with(|d| d.row_count(table));
            let height = row_height(form);
            dom::set_height("pad-top", window.start.min(count) as f64 * height);
            dom::set_height("pad-bottom", count.saturating_sub(window.start + window.count) as f64 * height);
        }
    });
}

/// Brings the step on show into the bar of steps, which on a phone is wider than the window.
pub fn show_step() {
    let Ok(Some(bar)) = dom::document().query_selector(".steps") else { return };
    if let Ok(Some(step)) = bar.query_selector("[aria-current]") {
        let (at, from) = (step.get_bounding_client_rect(), bar.get_bounding_client_rect());
        let spare = (from.width() - at.width()).max(0.0) / 2.0;
        bar.set_scroll_left(bar.scroll_left() + (at.left() - from.left() - spare) as i32);
    }
}

/// Measures rows and draws those in view.
pub fn measure(form: Form) {
    state::page(form, |s| s.row_height = 0.0);
    draw(form);
}

/// The height of a row: on a narrow screen that of a usual one, since there what is found may take several lines.
fn height(form: Form, rows: &Element) -> f64 {
    // Measured once: a list that moved with every estimate would never stand still.
    if row_height(form) <= 0.0
        && let Ok(Some(group)) = rows.query_selector(".rowgroup")
    {
        let count = group.child_element_count().max(1);
        let height = group.get_bounding_client_rect().height() / f64::from(count);
        state::page(form, |s| s.row_height = height);
    }
    row_height(form)
}

/// That height as far as it was measured.
fn row_height(form: Form) -> f64 {
    state::page(form, |s| s.row_height)
}

/// Draws the rows in view.
fn draw(form: Form) {
    let Some(table) = table(form) else { return };
    if !form.live().get_untracked() {
        return;
    }
    let Some(rows) = dom::by_id("rows") else { return };
    let height = height(form, &rows);
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
        form.window().notify();
    }
}

/// Scrolling draws other rows.
pub fn on_scroll(form: Form) {
    if table(form).is_some() {
        let before = form.window().get_untracked();
        let Some(rows) = dom::by_id("rows") else { return };
        let above = (-rows.get_bounding_client_rect().top() / row_height(form).max(1.0)).max(0.0) as usize;
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
        let to = (top + index as f64 * row_height(form) - 220.0).max(0.0);
        dom::window().scroll_to_with_x_and_y(0.0, to);
        measure(form);
    })
    .forget();
}
