//! Asking the server how the draft stands, without writing anything.

use super::{dom, edit, net, save};
use crate::supplier::form::{Form, SaveState};
use crate::supplier::{paths, wire};
use gloo::timers::callback::Timeout;

/// Looks whether others wrote, when the person comes back to this window; and whether a window that could save nothing
/// any more can again, since the link was opened in another one.
pub fn look(form: Form) {
    match form.save().get_untracked() {
        SaveState::Saved | SaveState::Closed | SaveState::Over | SaveState::Expired if save::is_clean() => {
            save::send(form, Vec::new());
        }
        SaveState::Closed | SaveState::Over | SaveState::Expired => save::now(form),
        _ => {}
    }
}

/// Asks the server how the draft stands before anything is written, and takes over what it says; then goes on.
pub fn ask_first(form: Form, then: fn(Form)) {
    save::hold(true);
    let body = save::call(form, Vec::new());
    net::send(&form.at(paths::SAVE), Some(&body), move |outcome| {
        save::hold(false);
        match outcome.and_then(|text| wire::reply(&text).ok_or(500)) {
            Ok(reply) => save::saved(form, reply, true),
            // Where it cannot be asked, the saves themselves find out.
            Err(status) => {
                if let Some(over) = over(status) {
                    form.save().set(over);
                }
            }
        }
        then(form);
        if !save::is_clean() {
            save::now(form);
        }
    });
}

/// The page comes back as it was left. The browser may have put older text into its controls, which nobody typed.
pub fn come_back(form: Form) {
    edit::sync(form);
    Timeout::new(0, move || edit::sync(form)).forget();
    ask_first(form, |form| {
        // Whoever signed out, perhaps on a shared computer, does not get the answers back with the back button.
        if save::is_clean() && form.save().get_untracked() == SaveState::Expired {
            let _ = dom::window().location().reload();
        }
    });
}

/// What it means that the server will take nothing more from this window.
pub fn over(status: u16) -> Option<SaveState> {
    match status {
        409 => Some(SaveState::Closed),
        410 => Some(SaveState::Over),
        401 | 403 | 404 => Some(SaveState::Expired),
        _ => None,
    }
}
