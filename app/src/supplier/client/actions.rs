//! What keeps and saves, and what buttons do: the part that comes right after the page is alive.

use super::parts::Actions;
use super::{click, controls, dom, navigate, saver};
use crate::supplier::answer;
use crate::supplier::form::Form;
use crate::supplier::saving::{Event, SaveState};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

/// Its functions.
pub const ACTIONS: Actions = Actions {
    begin,
    typed: saver::typed,
    write: saver::write,
    retry_full: |form| saver::notify(form, Event::RetryFull),
    save: |form| saver::notify(form, Event::Save),
    poll: saver::poll,
    leave: saver::on_leave,
    come_back,
    click: click::click,
    back: navigate::on_back,
    go_to: navigate::go_to,
    conflict: answer::conflict,
};

/// Begins with the page as it came, and takes over what was typed until now.
fn begin(form: Form, waiting: Vec<String>) {
    saver::begin(form);
    saver::typed(form, waiting);
    saver::offer(form);
}

/// The page comes back as it was left. The browser may have put older text into its controls, which nobody typed.
fn come_back(form: Form) {
    controls::sync(form);
    Timeout::new(0, move || controls::sync(form)).forget();
    saver::ask_first(form, |form| {
        // Whoever signed out, perhaps on a shared computer, does not get the answers back with the back button.
        if saver::is_clean(form) && form.save().get_untracked() == SaveState::Expired {
            let _ = dom::window().location().reload();
        }
    });
}
