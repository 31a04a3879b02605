//! What is typed is checked at once where it was typed, and soon as a whole.

use crate::supplier::form::{Form, settings};
use domain::{Location, Table};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

/// Rows up to which the whole draft is checked on each keystroke.
const FEW_ROWS: usize = 150;
/// How long nothing must be typed before a large draft is checked as a whole.
const IDLE_MS: u32 = 250;

thread_local! {
    static WHOLE: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Checks the place at once, and the whole draft when it is small or when typing pauses.
pub fn check_soon(form: Form, place: &Location) {
    if form.with(|d| Table::ALL.iter().map(|t| d.row_count(*t)).sum::<usize>()) <= FEW_ROWS {
        form.check();
        return;
    }
    check_place(form, place);
    let whole = Timeout::new(IDLE_MS, move || form.check());
    WHOLE.with(|w| w.replace(Some(whole)));
}

/// Checks the answers with no rows, or with this row alone, and takes over what that says about the place.
fn check_place(form: Form, place: &Location) {
    let old = form.seen().get_untracked();
    let seen = form.with(|d| {
        let findings = domain::rules::check_place(
            &d.draft.declaration,
            place,
            d.template,
            &d.references,
            settings(&d.page),
        );
        old.with(place, findings, d.template, &d.draft)
    });
    form.seen().set(Arc::new(seen));
}
