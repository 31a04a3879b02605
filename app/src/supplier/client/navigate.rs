//! From step to step, and to the place that a finding is about.

use super::focus::{focus_later, focus_soon};
use super::notice::say;
use super::parts::{self, Part};
use super::{dom, state, window};
use crate::supplier::action::Offer;
use crate::supplier::answer::title;
use crate::supplier::form::Form;
use crate::supplier::model::Step;
use domain::Location;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Goes on when what draws a step is here. Where it does not come, the step can still be had from the server.
fn when_here(form: Form, step: Step, then: impl FnOnce() + 'static) {
    let asked = state::page(form, |s| {
        s.asked = (s.asked.0.wrapping_add(1), Some(step));
        s.asked.0
    });
    parts::when_here(Part::of(step), move |here| {
        if state::page(form, |s| s.asked.0) != asked {
            return;
        }
        match here {
            true => then(),
            false => say(form, form.t("answer.notice.part"), Some(Offer::Page)),
        }
    });
}

/// Has the browser load the page of the step that was asked for last. What is not saved then is kept on this device.
pub fn load(form: Form) {
    let step = state::page(form, |s| s.asked.1).unwrap_or(form.step().get_untracked());
    let _ = dom::window().location().assign(&form.path(step));
}

/// Shows a step, as a new entry of the history.
pub fn go(form: Form, step: Step) {
    when_here(form, step, move || open(form, step));
}

fn open(form: Form, step: Step) {
    show(form, step);
    if let Ok(history) = dom::window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&form.path(step)));
    }
    focus_soon("title");
    dom::window().scroll_to_with_x_and_y(0.0, 0.0);
}

fn show(form: Form, step: Step) {
    if form.step().get_untracked() != step {
        form.editing().set(None);
        form.window().update(|w| w.start = 0);
        form.step().set(step);
        dom::document().set_title(&title(form, step));
        Timeout::new(0, move || {
            window::measure(form);
            window::show_step();
        })
        .forget();
    }
}

/// The browser's back and forward buttons.
pub fn on_back(form: Form) {
    let path = dom::window().location().pathname().unwrap_or_default();
    let named = path.rsplit('/').next().and_then(|key| Step::find(key, form.template()));
    let step = named.unwrap_or(form.with(|d| d.page.step));
    when_here(form, step, move || show(form, step));
}

/// Goes to a place: its step, its row, its control.
pub fn go_to(form: Form, location: Location) {
    let step = form.step_of(&location);
    when_here(form, step, move || {
        if form.step().get_untracked() != step {
            open(form, step);
        }
        focus_at(form, location);
    });
}

fn focus_at(form: Form, location: Location) {
    let id = location.id();
    match location {
        Location::Row { table, row, col } => {
            let inline = form.with(|d| crate::supplier::rows::inline_columns(d, table));
            let hidden = col.as_deref().is_some_and(|c| !inline.contains(&c));
            window::show(form, table, row);
            if hidden {
                form.editing().set(Some((table, row)));
                focus_later(["edit.", &id].concat());
            } else {
                let col = col.unwrap_or_else(|| inline.first().copied().unwrap_or_default().to_owned());
                focus_later([table.key(), ".", &row.0.to_string(), ".", &col].concat());
            }
        }
        Location::Table { .. } => focus_later("rows".to_owned()),
        Location::Declaration => focus_later("verdict".to_owned()),
        Location::Field { key } => focus_later(key),
    }
}
