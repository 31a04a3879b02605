//! The copies on this device: one for each window, of what the server has not got, so that a dropped connection or a
//! closed window loses nothing. Whoever comes next takes over what is there.

use super::dom;
use crate::supplier::form::Form;
use crate::supplier::saving::DeviceCopy;
use crate::supplier::wire;
use web_sys::Storage;

/// The place for it; nothing where the browser keeps it from us.
fn storage() -> Option<Storage> {
    dom::window().local_storage().ok()?
}

/// How the names of all copies of this request begin.
fn prefix(form: Form) -> String {
    form.with(|d| ["touchstone:", &d.page.request.id, ":"].concat())
}

fn key(form: Form, window: &str) -> String {
    [prefix(form).as_str(), window].concat()
}

/// Keeps the copy of a window. Says whether this device has it now.
pub fn keep(form: Form, window: &str, copy: &DeviceCopy) -> bool {
    storage().is_some_and(|s| s.set_item(&key(form, window), &wire::write(copy)).is_ok())
}

/// The copy of a window goes.
pub fn forget(form: Form, window: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&key(form, window));
    }
}

/// What all windows kept, each under its name. What cannot be read is nothing.
pub fn copies(form: Form) -> Vec<(String, DeviceCopy)> {
    let Some(storage) = storage() else { return Vec::new() };
    let prefix = prefix(form);
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|i| storage.key(i).ok()?);
    let read = |key: String| {
        let copy = wire::read::<DeviceCopy>(&storage.get_item(&key).ok().flatten()?)?;
        Some((key.strip_prefix(&prefix)?.to_owned(), copy))
    };
    keys.filter_map(read).collect()
}
