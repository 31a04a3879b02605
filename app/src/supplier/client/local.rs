//! The copy on this device: what the server has not got, so that a dropped connection or a closed window loses
//! nothing.

use super::save;
use crate::supplier::form::Form;
use crate::supplier::wire;
use domain::Change;
use gloo::storage::{LocalStorage, Storage};
use std::cell::RefCell;

thread_local! {
    static OFFERED: RefCell<Vec<Change>> = const { RefCell::new(Vec::new()) };
}

fn key(form: Form) -> String {
    form.with(|d| ["touchstone:", &d.page.request.id].concat())
}

/// Keeps what is unsaved.
pub fn keep(form: Form) {
    let changes = save::unsaved(form);
    if !changes.is_empty() {
        let copy = wire::Copy { base: save::revision(), at: js_sys::Date::now() as i64, changes };
        let _ = LocalStorage::raw().set_item(&key(form), &wire::write_copy(&copy));
    }
}

/// Everything is on the server: the copy goes.
pub fn drop_copy(form: Form) {
    if OFFERED.with_borrow(Vec::is_empty) {
        LocalStorage::delete(key(form));
    }
}

/// Offers a copy from an earlier visit back, where it is newer than what the server has and says something else.
pub fn offer(form: Form) {
    let Ok(Some(text)) = LocalStorage::raw().get_item(&key(form)) else { return };
    let Some(copy) = wire::copy(&text) else { return };
    let (revision, saved_at) = form.with(|d| (d.page.revision, d.page.saved_at.unwrap_or(0)));
    let entries = form.with(|d| d.draft.entries());
    let mut changes = copy.changes;
    changes.retain(|c| entries.get(&c.path) != c.value.as_ref());
    if changes.is_empty() || (copy.base != revision && copy.at < saved_at) {
        LocalStorage::delete(key(form));
        return;
    }
    let n = changes.len().to_string();
    OFFERED.replace(changes);
    form.notice().set(form.tf("answer.notice.kept", &[("n", &n)]));
    form.offer().set(Some("restore"));
}

/// The person wants it back.
pub fn restore(form: Form) {
    let changes = OFFERED.take();
    save::take(form, &changes);
    for change in changes {
        save::dirty(form, change.path);
    }
}

/// The person does not want it.
pub fn dismiss(form: Form) {
    if !OFFERED.take().is_empty() {
        LocalStorage::delete(key(form));
    }
}
