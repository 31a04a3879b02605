//! The copy on this device: what the server has not got, so that a dropped connection or a closed window loses
//! nothing. Each window keeps its own; whoever comes next takes over what is there.

use super::{acts, ask, dom, save};
use crate::supplier::form::Form;
use crate::supplier::model::Conflict;
use crate::supplier::wire;
use domain::Change;
use std::cell::{Cell, RefCell};
use web_sys::Storage;

thread_local! {
    /// What other windows kept: what stood at its place when it was found, and what was kept.
    static OFFERED: RefCell<Vec<Conflict>> = const { RefCell::new(Vec::new()) };
    /// The oldest revision that any of it was typed on.
    static BASE: Cell<i64> = const { Cell::new(i64::MAX) };
    /// Whether somebody saved since then.
    static OVERTAKEN: Cell<bool> = const { Cell::new(false) };
}

/// The place for it; nothing where the browser keeps it from us.
fn storage() -> Option<Storage> {
    dom::window().local_storage().ok()?
}

/// How the names of all copies of this request begin.
fn prefix(form: Form) -> String {
    form.with(|d| ["touchstone:", &d.page.request.id, ":"].concat())
}

fn key(form: Form) -> String {
    [prefix(form), save::tab()].concat()
}

/// Keeps what is unsaved. Says whether this device has it now.
pub fn keep(form: Form) -> bool {
    let mut changes = save::unsaved(form);
    // What is offered is not lost by typing on.
    OFFERED.with_borrow(|offered| {
        for old in offered {
            if !changes.iter().any(|new| new.path == old.path) {
                changes.push(Change { path: old.path.clone(), value: old.mine.clone() });
            }
        }
    });
    if changes.is_empty() {
        return true;
    }
    let base = save::revision(form).min(BASE.get());
    let copy = wire::Copy { base, at: js_sys::Date::now() as i64, changes };
    storage().is_some_and(|s| s.set_item(&key(form), &wire::write_copy(&copy)).is_ok())
}

/// Everything that was typed here is on the server: the copy goes, but for what is still offered.
pub fn drop_copy(form: Form) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&key(form));
    }
    keep(form);
}

/// Looks for what other windows kept, and offers it where it says something else than the server. What a page sent as
/// it was left may have arrived since this one was drawn: the server is asked once before anything is said.
pub fn offer(form: Form) {
    find(form);
    if OFFERED.with_borrow(|offered| !offered.is_empty()) {
        ask::ask_first(form, offer_rest);
    }
}

/// Offers what the server has not got after all.
fn offer_rest(form: Form) {
    let all = OFFERED.take();
    let rest = all.into_iter().filter(|kept| save::stands(form, &kept.path) != kept.mine).collect();
    OFFERED.replace(rest);
    rebase();
    drop_copy(form);
    remind(form);
}

/// Whether this is what was kept here.
pub fn has(change: &Change) -> bool {
    OFFERED.with_borrow(|kept| kept.iter().any(|old| old.path == change.path && old.mine == change.value))
}

/// Takes over what other windows kept, where it says something else than this page.
fn find(form: Form) {
    let Some(storage) = storage() else { return };
    let prefix = prefix(form);
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|i| storage.key(i).ok()?);
    let keys: Vec<String> = keys.filter(|key| key.starts_with(&prefix)).collect();
    let mut base = i64::MAX;
    // Of two texts for one place the younger one counts.
    let mut kept: Vec<(i64, Change)> = Vec::new();
    for key in &keys {
        let text = storage.get_item(key).ok().flatten().unwrap_or_default();
        let Some(copy) = wire::copy(&text) else { continue };
        base = base.min(copy.base);
        for change in copy.changes {
            match kept.iter_mut().find(|(_, old)| old.path == change.path) {
                Some(old) if old.0 < copy.at => *old = (copy.at, change),
                Some(_) => {}
                None => kept.push((copy.at, change)),
            }
        }
    }
    let mut offered = Vec::new();
    for (_, Change { path, value: mine }) in kept {
        let theirs = save::stands(form, &path);
        if theirs != mine {
            offered.push(Conflict { path, theirs, mine });
        }
    }
    OFFERED.replace(offered);
    BASE.set(base);
    OVERTAKEN.set(base != save::revision(form));
    // It is one copy from now on, under this window's name; not before it is kept do the others go.
    if keep(form) {
        for key in &keys {
            let _ = storage.remove_item(key);
        }
    }
}

/// Says what is offered, where something is.
pub fn remind(form: Form) {
    let n = OFFERED.with_borrow(Vec::len);
    if n > 0 {
        acts::say(form, form.tf("answer.notice.kept", &[("n", &n.to_string())]), Some("restore"));
    }
}

/// The person wants it back. Where somebody saved in the meantime, or something newer was typed here, the person says
/// which text holds.
pub fn restore(form: Form) {
    let held = save::held(form);
    let (mut back, mut ask, mut later) = (Vec::new(), Vec::new(), Vec::new());
    for offered in OFFERED.take() {
        let here = save::stands(form, &offered.path);
        if held.contains(&offered.path) {
            // One question at a time.
            later.push(offered);
        } else if OVERTAKEN.get() || here != offered.theirs {
            if here != offered.mine {
                ask.push(Conflict { theirs: here, ..offered });
            }
        } else {
            back.push(Change { path: offered.path, value: offered.mine });
        }
    }
    OFFERED.replace(later);
    save::take(form, &back);
    save::dirty_all(form, back.into_iter().map(|change| change.path).collect());
    save::ask(form, ask);
    rebase();
}

/// The person does not want it.
pub fn dismiss(form: Form) {
    OFFERED.take();
    rebase();
    drop_copy(form);
}

/// Where nothing is offered any more, a copy is of this window's own revision.
fn rebase() {
    if OFFERED.with_borrow(Vec::is_empty) {
        BASE.set(i64::MAX);
    }
}
