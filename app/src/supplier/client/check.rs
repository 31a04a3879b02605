//! What is typed is checked at once where it was typed, and soon as a whole. What is typed before the rules are here is
//! checked when they are; it is kept and saved all the same.

use super::notice::say;
use super::parts::{self, Part};
use super::state::{self, Checking};
use crate::supplier::action::Offer;
use crate::supplier::evaluation::Evaluation;
use crate::supplier::form::Form;
use domain::{Location, Table};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::mem::{replace, take};
use std::sync::Arc;

/// Rows up to which the whole draft is checked on each keystroke.
const FEW_ROWS: usize = 150;
/// How long nothing must be typed before a large draft is checked as a whole.
const IDLE_MS: u32 = 250;

fn checking<T>(form: Form, use_it: impl FnOnce(&mut Checking) -> T) -> T {
    state::page(form, |s| use_it(&mut s.checking))
}

/// Fetches the rules.
pub fn begin(form: Form) {
    if checking(form, |s| replace(&mut s.coming, true)) {
        return;
    }
    parts::when_here(Part::Rules, move |here| {
        checking(form, |s| s.coming = false);
        if here && checking(form, |s| take(&mut s.waits)) {
            check(form);
        } else if !here && !checking(form, |s| replace(&mut s.told, true)) {
            say(form, form.t("answer.notice.unchecked"), Some(Offer::Page));
        }
    });
}

/// Checks the whole draft.
pub fn check(form: Form) {
    let Some(rules) = parts::here().rules else {
        checking(form, |s| s.waits = true);
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
    // The one before does not come about.
    checking(form, |s| s.whole = Some(whole));
}

/// Checks the answers with no rows, or with this row alone, and takes over what that says about the place.
fn check_place(form: Form, place: &Location) {
    let Some(rules) = parts::here().rules else { return };
    let findings = (rules.place)(form, place);
    let old = form.evaluation().get_untracked();
    let evaluation = form.with(|d| old.with(place, findings, d.template, &d.draft));
    form.evaluation().set(Arc::new(evaluation));
}
