//! The copy on this device: what the server has not got, so that a dropped connection or a closed window loses
//! nothing.

use super::{dom, save};
use crate::supplier::form::Form;
use crate::supplier::model::Conflict;
use crate::supplier::wire;
use domain::Change;
use std::cell::{Cell, RefCell};
use web_sys::Storage;

thread_local! {
    static OFFERED: RefCell<Vec<Change>> = const { RefCell::new(Vec::new()) };
    /// Whether somebody saved since the offered copy was made.
    static OVERTAKEN: Cell<bool> = const { Cell::new(false) };
}

/// The place for it; nothing where the browser keeps it from us.
fn storage() -> Option<Storage> {
    dom::window().local_storage().ok()?
}

fn forget(form: Form) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&key(form));
    }
}

fn key(form: Form) -> String {
    form.with(|d| ["touchstone:", &d.page.request.id].concat())
}

/// Keeps what is unsaved.
pub fn keep(form: Form) {
    let mut changes = save::unsaved(form);
    // What is offered from an earlier visit is not lost by typing on.
    let offered = OFFERED.with_borrow(Vec::clone);
    changes.extend(
        offered.into_iter().filter(|old| !changes.iter().any(|new| new.path == old.path)).collect::<Vec<_>>(),
    );
    if !changes.is_empty() {
        let copy = wire::Copy { base: save::revision(), at: js_sys::Date::now() as i64, changes };
        if let Some(storage) = storage() {
            let _ = storage.set_item(&key(form), &wire::write_copy(&copy));
        }
    }
}

/// Everything is on the server: the copy goes.
pub fn drop_copy(form: Form) {
    if OFFERED.with_borrow(Vec::is_empty) {
        forget(form);
    }
}

/// Offers a copy from an earlier visit back, where it says something else than the server.
pub fn offer(form: Form) {
    let Some(text) = storage().and_then(|s| s.get_item(&key(form)).ok()?) else { return };
    let Some(copy) = wire::copy(&text) else { return };
    OVERTAKEN.set(copy.base != form.with(|d| d.page.revision));
    let entries = form.with(|d| d.draft.entries());
    let mut changes = copy.changes;
    changes.retain(|c| entries.get(&c.path) != c.value.as_ref());
    if changes.is_empty() {
        forget(form);
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
    if OVERTAKEN.get() {
        // Somebody saved in the meantime: for each text the person says which one holds.
        let new = changes.into_iter().map(|Change { path, value }| Conflict {
            theirs: save::stands(form, &path),
            mine: value,
            path,
        });
        let new: Vec<Conflict> = new.collect();
        form.conflicts().update(|list| {
            list.retain(|old| !new.iter().any(|c| c.path == old.path));
            list.extend(new);
        });
        super::navigate::focus_soon("conflicts-title");
        return;
    }
    save::take(form, &changes);
    for change in changes {
        save::dirty(form, change.path);
    }
}

/// The person does not want it.
pub fn dismiss(form: Form) {
    if !OFFERED.take().is_empty() {
        forget(form);
    }
}
