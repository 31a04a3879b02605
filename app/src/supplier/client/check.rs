//! What is typed is checked at once where it was typed, and soon as a whole. What is typed before the rules are here is
//! checked when they are; it is kept and saved all the same.

use super::notice::say;
use super::parts::{self, Part};
use crate::supplier::action::Offer;
use crate::supplier::evaluation::Evaluation;
use crate::supplier::form::Form;
use domain::{Location, Table};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// Rows up to which the whole draft is checked on each keystroke.
const FEW_ROWS: usize = 150;
/// How long nothing must be typed before a large draft is checked as a whole.
const IDLE_MS: u32 = 250;

thread_local! {
    static WHOLE: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    /// Whether something waits to be checked until the rules are here.
    static WAITS: Cell<bool> = const { Cell::new(false) };
    /// Whether they are on their way.
    static COMING: Cell<bool> = const { Cell::new(false) };
    /// Whether it was said that they did not come.
    static TOLD: Cell<bool> = const { Cell::new(false) };
}

/// Fetches the rules.
pub fn begin(form: Form) {
    if COMING.replace(true) {
        return;
    }
    parts::when_here(Part::Rules, move |here| {
        COMING.set(false);
        if here && WAITS.replace(false) {
            check(form);
        } else if !here && !TOLD.replace(true) {
            say(form, form.t("answer.notice.unchecked"), Some(Offer::Page));
        }
    });
}

/// Checks the whole draft.
pub fn check(form: Form) {
    let Some(rules) = parts::here().rules else {
        WAITS.set(true);
        return begin(form);
    };
    let report = (rules.whole)(form);
    let evaluation = form.with(|d| Arc::new(Evaluation::new(d.template, &d.draft, report)));
    form.evaluation().set(evaluation.clone());
    form.full_evaluation().set(evaluation);
}

/// Checks the place at once, and the whole draft when it is small or when typing pauses.
pub fn check_soon(form: Form, place: &Location) {
    if form.with(|d| Table::all().into_iter().map(|t| d.row_count(t)).sum::<usize>()) <= FEW_ROWS {
        return check(form);
    }
    check_place(form, place);
    let whole = Timeout::new(IDLE_MS, move || check(form));
    WHOLE.with(|w| w.replace(Some(whole)));
}

/// Checks the answers with no rows, or with this row alone, and takes over what that says about the place.
fn check_place(form: Form, place: &Location) {
    let Some(rules) = parts::here().rules else { return };
    let findings = (rules.place)(form, place);
    let old = form.evaluation().get_untracked();
    let evaluation = form.with(|d| old.with(place, findings, d.template, &d.draft));
    form.evaluation().set(Arc::new(evaluation));
}
