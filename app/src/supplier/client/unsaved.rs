//! What was typed, on its way to what saves it. That part comes right after the page is alive: until then the paths are
//! remembered here, and sent and kept as they stand when the page is left. Where it does not come, it is asked for again, and the
//! page says that nothing is saved.

use super::parts::{self, Actions, Part};
use super::state::{self, Unsaved};
use super::{device, dom};
use crate::supplier::form::Form;
use crate::supplier::model::SaveCall;
use crate::supplier::saving::{DeviceCopy, SaveState};
use crate::supplier::{paths, wire};
use domain::Change;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::mem::{replace, take};

/// How long to wait before what did not come is asked for again.
const AGAIN_MS: u32 = 3_000;

fn unsaved<T>(form: Form, use_it: impl FnOnce(&mut Unsaved) -> T) -> T {
    state::page(form, |s| use_it(&mut s.unsaved))
}

/// The name of this window: its own earlier saves are no conflict.
pub fn window(form: Form) -> String {
    unsaved(form, |s| {
        if s.window.is_empty() {
            s.window = dom::random().to_string();
        }
        s.window.clone()
    })
}

/// What saves, where it is here; the first time it takes over what waits.
fn actions(form: Form) -> Option<Actions> {
    let actions = parts::here().actions?;
    if !unsaved(form, |s| replace(&mut s.begun, true)) {
        (actions.begin)(form, unsaved(form, |s| take(&mut s.waiting)));
    }
    Some(actions)
}

/// Fetches it.
pub fn begin(form: Form) {
    if unsaved(form, |s| replace(&mut s.coming, true)) {
        return;
    }
    parts::when_here(Part::Actions, move |_| {
        unsaved(form, |s| s.coming = false);
        if actions(form).is_none() && unsaved(form, |s| !s.waiting.is_empty()) {
            form.save().set(SaveState::Nowhere);
            Timeout::new(AGAIN_MS, move || begin(form)).forget();
        }
    });
}

/// Does what it is needed for, once it is here; says where it does not come.
pub fn when_here(form: Form, then: impl FnOnce(Option<Actions>) + 'static) {
    parts::when_here(Part::Actions, move |_| then(actions(form)));
}

/// Entries were changed here.
pub fn typed(form: Form, paths: Vec<String>) {
    if paths.is_empty() {
        return;
    }
    if let Some(actions) = actions(form) {
        return (actions.typed)(form, paths);
    }
    unsaved(form, |s| s.waiting.extend(paths));
    form.save().set(SaveState::Pending);
    begin(form);
}

/// Something was taken out.
pub fn retry_full(form: Form) {
    if let Some(actions) = actions(form) {
        (actions.retry_full)(form);
    }
}

/// It is time to save.
pub fn save(form: Form) {
    match actions(form) {
        Some(actions) => (actions.save)(form),
        None => begin(form),
    }
}

/// The person comes back to this window.
pub fn poll(form: Form) {
    if let Some(actions) = actions(form) {
        (actions.poll)(form);
    }
}

/// The page comes back as it was left.
pub fn come_back(form: Form) {
    if let Some(actions) = actions(form) {
        (actions.come_back)(form);
    }
}

/// The page goes away.
pub fn leave(form: Form) {
    if let Some(actions) = actions(form) {
        return (actions.leave)(form);
    }
    let waiting = unsaved(form, |s| s.waiting.clone());
    if !waiting.is_empty() {
        // The page that is loaded next may be drawn before the save arrives: it finds the copy.
        let (base, at) = (form.with(|d| d.page.revision), dom::now());
        device::keep(form, &window(form), &DeviceCopy { base, at, changes: changes(form, waiting.clone()) });
        send_last(form, &call(form, base, waiting));
    }
}

/// Sends a save of which nobody waits for an answer.
pub fn send_last(form: Form, body: &str) {
    let _ = dom::window().navigator().send_beacon_with_opt_str(&form.at(paths::SAVE), Some(body));
}

/// The body of a save.
pub fn call(form: Form, base_revision: i64, paths: Vec<String>) -> String {
    let section = form.step().get_untracked().key().to_owned();
    wire::write(&SaveCall { base_revision, tab: window(form), section, changes: changes(form, paths) })
}

fn changes(form: Form, paths: Vec<String>) -> Vec<Change> {
    let change = |path: String| Change { value: stands(form, &path), path };
    paths.into_iter().map(change).collect()
}

/// What stands in the draft.
pub fn stands(form: Form, path: &str) -> Option<String> {
    form.with(|d| d.draft.entry(path))
}
