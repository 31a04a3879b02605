//! Autosave: what changed goes to the server soon after typing pauses; until the server has it, this device keeps it.

use super::{dom, edit, local, net};
use crate::supplier::form::{Form, SaveState};
use crate::supplier::model::{Conflict, SaveCall, SaveReply};
use crate::supplier::{paths, wire};
use domain::Change;
use domain::draft::parse_row_path;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;

/// How long nothing must be typed before it is saved.
const DEBOUNCE_MS: u32 = 600;
/// Most paths in one save; the rest follows at once.
const MOST: usize = 1_000;

#[derive(Default)]
struct Saver {
    revision: i64,
    tab: String,
    /// Paths that the server has not got.
    dirty: Vec<String>,
    /// Paths on their way.
    flying: Vec<String>,
    timer: Option<Timeout>,
    failures: u32,
    /// Runs once everything is saved.
    then: Option<fn(Form)>,
}

thread_local! {
    static SAVER: RefCell<Saver> = RefCell::default();
}

fn saver<T>(use_it: impl FnOnce(&mut Saver) -> T) -> T {
    SAVER.with_borrow_mut(use_it)
}

/// Starts from the page's revision.
pub fn begin(form: Form) {
    saver(|s| {
        s.revision = form.with(|d| d.page.revision);
        s.tab = dom::random().to_string();
    });
}

/// An entry changed.
pub fn dirty(form: Form, path: String) {
    again(form, std::slice::from_ref(&path));
    saver(|s| {
        // Whoever goes on typing has not submitted.
        s.then = None;
        if !s.dirty.contains(&path) {
            s.dirty.push(path);
        }
        s.timer = Some(Timeout::new(DEBOUNCE_MS, move || now(form)));
    });
    if matches!(form.save().get_untracked(), SaveState::Saved | SaveState::Refused) {
        form.save().set(SaveState::Pending);
    }
}

/// Many entries changed at once; none of them twice.
pub fn dirty_all(form: Form, paths: impl Iterator<Item = String>) {
    let new: Vec<String> = paths.filter(|p| saver(|s| !s.dirty.contains(p))).collect();
    again(form, &new);
    saver(|s| s.dirty.extend(new));
    form.save().set(SaveState::Pending);
}

/// What could not be saved as it stood is tried again once it is changed.
fn again(form: Form, paths: &[String]) {
    if !form.refused().with_untracked(Vec::is_empty) {
        form.refused().update(|list| list.retain(|r| !paths.contains(&r.path)));
    }
}

/// Whether the server has everything.
pub fn is_clean() -> bool {
    saver(|s| s.dirty.is_empty() && s.flying.is_empty())
}

/// Paths of which nothing is sent before the person acts: somebody else says otherwise, or they cannot be saved.
pub fn held(form: Form) -> Vec<String> {
    let mut held = Vec::new();
    form.conflicts().with_untracked(|list| held.extend(list.iter().map(|c| c.path.clone())));
    form.refused().with_untracked(|list| held.extend(list.iter().map(|r| r.path.clone())));
    held
}

/// The revision that this tab has seen.
pub fn revision() -> i64 {
    saver(|s| s.revision)
}

/// Everything that the server has not got, as it stands now.
pub fn unsaved(form: Form) -> Vec<Change> {
    let mut paths: Vec<String> = saver(|s| s.flying.iter().chain(&s.dirty).cloned().collect());
    let held = held(form);
    paths.retain(|path| !held.contains(path));
    paths.extend(held);
    paths.into_iter().map(|path| change_of(form, path)).collect()
}

/// What stands in the form at a path.
pub fn stands(form: Form, path: &str) -> Option<String> {
    change_of(form, path.to_owned()).value
}

fn change_of(form: Form, path: String) -> Change {
    let value = form.with(|d| {
        if let Some(key) = path.strip_prefix("f:") {
            return Some(d.draft.declaration.answer(key).to_owned()).filter(|v| !v.is_empty());
        }
        if let Some(key) = path.strip_prefix("why:") {
            return d.draft.explanations.get(key).cloned();
        }
        let (table, row) = parse_row_path(&path)?;
        d.draft.row_change(table, d.row_index(table, row)?)?.value
    });
    Change { path, value }
}

/// Saves, then does something; at once where all is saved.
pub fn and_then(form: Form, act: fn(Form)) {
    if is_clean() {
        act(form);
    } else {
        saver(|s| s.then = Some(act));
        now(form);
    }
}

/// Looks whether others wrote, when the person comes back to this window.
pub fn look(form: Form) {
    if is_clean() && matches!(form.save().get_untracked(), SaveState::Saved) {
        send(form, Vec::new());
    }
}

/// Saves what is dirty.
pub fn now(form: Form) {
    local::keep(form);
    let held = held(form);
    let paths = saver(|s| {
        s.timer = None;
        if !s.flying.is_empty() {
            return Vec::new();
        }
        let (stay, mut go): (Vec<_>, Vec<_>) =
            std::mem::take(&mut s.dirty).into_iter().partition(|path| held.contains(path));
        s.dirty = stay;
        s.dirty.extend(go.split_off(go.len().min(MOST)));
        s.flying = go;
        s.flying.clone()
    });
    if !paths.is_empty() {
        form.save().set(SaveState::Saving);
        send(form, paths.into_iter().map(|p| change_of(form, p)).collect());
    }
}

fn call(form: Form, changes: Vec<Change>) -> String {
    let (base_revision, tab) = saver(|s| (s.revision, s.tab.clone()));
    let section = form.step().get_untracked().key().to_owned();
    wire::call(&SaveCall { base_revision, tab, section, changes })
}

fn send(form: Form, changes: Vec<Change>) {
    // A look carries nothing: what a save carries meanwhile is still on its way when the look comes back.
    let looks = changes.is_empty();
    let body = call(form, changes);
    net::send(paths::SAVE, Some(&body), move |outcome| {
        match outcome.and_then(|text| wire::reply(&text).ok_or(500)) {
            Ok(reply) => saved(form, reply, looks),
            Err(_) if looks => {}
            Err(status) => failed(form, status),
        }
    });
}

fn saved(form: Form, reply: SaveReply, looks: bool) {
    let SaveReply { revision, saved_at, mut conflicts, others, refused } = reply;
    // What somebody else wrote where something is being typed here is for the person to choose, too.
    let busy = saver(|s| {
        s.revision = s.revision.max(revision);
        s.failures = 0;
        if !looks {
            s.flying.clear();
        }
        [s.dirty.clone(), s.flying.clone()].concat()
    });
    let open = held(form);
    let (clash, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|c| busy.contains(&c.path) || open.contains(&c.path));
    for theirs in clash {
        let mine = change_of(form, theirs.path.clone()).value;
        if mine != theirs.value {
            conflicts.push(Conflict { path: theirs.path, theirs: theirs.value, mine });
        }
    }
    form.saved_at().set(Some(saved_at));
    if !others.is_empty() {
        let n = others.len().to_string();
        take(form, &others);
        form.notice().set(form.tf("answer.notice.others", &[("n", &n)]));
    }
    if !conflicts.is_empty() {
        form.conflicts().update(|list| {
            list.retain(|old| !conflicts.iter().any(|new| new.path == old.path));
            list.extend(conflicts);
        });
        super::navigate::focus_soon("conflicts-title");
    }
    if !refused.is_empty() {
        form.refused().update(|list| list.extend(refused));
        form.notice().set(form.t("answer.notice.refused"));
    }
    let held = held(form);
    let (more, then) = saver(|s| {
        let more = s.dirty.iter().any(|path| !held.contains(path)) || !s.flying.is_empty();
        // A submission waits for its saves; it does not outlive a disagreement.
        let then = if more { None } else { s.then.take() };
        (more, then.filter(|_| held.is_empty()))
    });
    form.save().set(if more {
        SaveState::Pending
    } else if form.refused().with_untracked(Vec::is_empty) {
        SaveState::Saved
    } else {
        SaveState::Refused
    });
    if more {
        now(form);
    } else if held.is_empty() {
        local::drop_copy(form);
    } else {
        // As of this revision, so that the next visit does not take what this one saved for somebody else's.
        local::keep(form);
    }
    if let Some(then) = then {
        then(form);
    }
}

fn failed(form: Form, status: u16) {
    let wait = saver(|s| {
        let flying = std::mem::take(&mut s.flying);
        s.dirty.extend(flying);
        s.then = None;
        s.failures += 1;
        (1_000_u32 << s.failures.min(5)).min(30_000)
    });
    local::keep(form);
    form.save().set(match status {
        0 if !dom::window().navigator().on_line() => SaveState::Offline,
        409 => SaveState::Closed,
        401 | 403 | 404 | 410 => SaveState::Expired,
        _ => SaveState::Kept,
    });
    if !matches!(status, 401 | 403 | 404 | 409 | 410) {
        saver(|s| s.timer = Some(Timeout::new(wait, move || now(form))));
    }
}

/// The person chose what somebody else wrote: what was typed here is not sent any more.
pub fn give_up(path: &str) {
    saver(|s| s.dirty.retain(|p| p != path));
}

/// Takes changes from elsewhere into the draft and shows them.
pub fn take(form: Form, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    form.change(|d| d.draft.apply(changes));
    form.rows().tell();
    edit::sync(form);
    form.explained().tell();
    form.check();
}

/// The page goes away: keep what is unsaved here, and try once more to send it.
pub fn on_leave(form: Form) {
    if is_clean() {
        return;
    }
    local::keep(form);
    let held = held(form);
    let mut changes = unsaved(form);
    changes.retain(|change| !held.contains(&change.path));
    let body = call(form, changes);
    let _ = dom::window().navigator().send_beacon_with_opt_str(paths::SAVE, Some(&body));
}
