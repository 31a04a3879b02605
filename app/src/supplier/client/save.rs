//! Autosave: what changed goes to the server soon after typing pauses; until the server has it, this device keeps it.

use super::{acts, ask, dom, edit, local, navigate, net};
use crate::supplier::form::{Form, SaveState};
use crate::supplier::model::{Conflict, SaveCall, SaveReply};
use crate::supplier::{pace, paths, wire};
use domain::Change;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;

/// Most paths in one save; the rest follows at once.
const MOST: usize = 1_000;

#[derive(Default)]
struct Saver {
    tab: String,
    /// Paths that the server has not got.
    dirty: Vec<String>,
    /// Paths on their way.
    flying: Vec<String>,
    timer: Option<Timeout>,
    /// When the oldest of what is dirty was typed.
    since: Option<f64>,
    /// Soon, this device has a copy.
    copy: Option<Timeout>,
    /// The server is asked how the draft stands; nothing is written before it has answered.
    asking: bool,
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

/// Gives this window its name.
pub fn begin() {
    saver(|s| s.tab = dom::random().to_string());
}

/// The name of this window: its own earlier saves are no conflict.
pub fn tab() -> String {
    saver(|s| s.tab.clone())
}

/// An entry changed.
pub fn dirty(form: Form, path: String) {
    dirty_all(form, vec![path]);
}

/// Entries changed; none of them twice.
pub fn dirty_all(form: Form, paths: Vec<String>) {
    // What could not be saved as it stood is tried again once it is changed.
    if !form.refused().with_untracked(Vec::is_empty) {
        form.refused().update(|list| list.retain(|r| !paths.contains(&r.path)));
    }
    saver(|s| {
        // Whoever goes on typing has not submitted.
        s.then = None;
        let new: Vec<String> = paths.into_iter().filter(|path| !s.dirty.contains(path)).collect();
        s.dirty.extend(new);
        let now = js_sys::Date::now();
        let wait = pace::save_in(now - *s.since.get_or_insert(now));
        s.timer = Some(Timeout::new(wait, move || self::now(form)));
        if s.copy.is_none() {
            s.copy = Some(Timeout::new(pace::COPY, move || {
                saver(|s| s.copy = None);
                local::keep(form);
            }));
        }
    });
    if matches!(form.save().get_untracked(), SaveState::Saved | SaveState::Refused | SaveState::Choose) {
        form.save().set(SaveState::Pending);
    }
}

/// Something was taken out: what found no room in the draft is tried again, behind that.
pub fn room(form: Form) {
    let mut paths = Vec::new();
    form.refused().with_untracked(|list| {
        paths.extend(list.iter().filter(|r| r.room).map(|r| r.path.clone()));
    });
    if !paths.is_empty() {
        dirty_all(form, paths);
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

/// The revision that this window has seen.
pub fn revision(form: Form) -> i64 {
    form.with(|d| d.page.revision)
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
    let value = form.with(|d| d.draft.entry(&path));
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

/// Holds every save back, or lets them go again.
pub fn hold(on: bool) {
    saver(|s| s.asking = on);
}

/// Saves what is dirty.
pub fn now(form: Form) {
    local::keep(form);
    let held = held(form);
    let paths = saver(|s| {
        s.timer = None;
        if !s.flying.is_empty() || s.asking {
            return None;
        }
        s.since = None;
        let (stay, mut go): (Vec<_>, Vec<_>) =
            std::mem::take(&mut s.dirty).into_iter().partition(|path| held.contains(path));
        s.dirty = stay;
        s.dirty.extend(go.split_off(go.len().min(MOST)));
        s.flying = go;
        Some(s.flying.clone())
    });
    let Some(paths) = paths else { return };
    if paths.is_empty() {
        rest(form);
    } else {
        form.save().set(SaveState::Saving);
        send(form, paths.into_iter().map(|p| change_of(form, p)).collect());
    }
}

/// Nothing is on its way, and nothing that could be.
fn rest(form: Form) {
    form.save().set(if !form.conflicts().with_untracked(Vec::is_empty) {
        SaveState::Choose
    } else if !form.refused().with_untracked(Vec::is_empty) {
        SaveState::Refused
    } else {
        SaveState::Saved
    });
}

/// The body of a save.
pub fn call(form: Form, changes: Vec<Change>) -> String {
    let section = form.step().get_untracked().key().to_owned();
    wire::call(&SaveCall { base_revision: revision(form), tab: tab(), section, changes })
}

/// Sends changes; none of them to look.
pub fn send(form: Form, changes: Vec<Change>) {
    // A look carries nothing: what a save carries meanwhile is still on its way when the look comes back.
    let looks = changes.is_empty();
    let body = call(form, changes);
    net::send(&form.at(paths::SAVE), Some(&body), move |outcome| {
        match outcome.and_then(|text| wire::reply(&text).ok_or(500)) {
            Ok(reply) => saved(form, reply, looks),
            Err(status) if looks => {
                // A window that can save nothing any more says so before anything is typed.
                if let Some(over) = ask::over(status) {
                    form.save().set(over);
                }
            }
            Err(status) => failed(form, status),
        }
    });
}

/// The server answered.
pub fn saved(form: Form, reply: SaveReply, looks: bool) {
    let SaveReply { revision, saved_at, mut conflicts, others, mut refused } = reply;
    if matches!(form.save().get_untracked(), SaveState::Closed | SaveState::Over | SaveState::Expired) {
        // The link was opened again, or the answers came back.
        acts::say(form, String::new(), None);
    }
    form.change(|d| d.page.revision = d.page.revision.max(revision));
    show_revision(form);
    let busy = saver(|s| {
        s.failures = 0;
        if !looks {
            s.flying.clear();
        }
        [s.dirty.clone(), s.flying.clone()].concat()
    });
    // What was changed since it was sent may well be taken as it stands now.
    refused.retain(|r| !busy.contains(&r.path));
    // What somebody else wrote where something is being typed here is for the person to choose, too.
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
        // What this device sent as a page was left is no news.
        let news = others.iter().filter(|change| !local::has(change)).count();
        take(form, &others);
        if news > 0 {
            acts::say(form, form.tf("answer.notice.others", &[("n", &news.to_string())]), None);
        }
        // Nobody submits what they have not seen.
        saver(|s| s.then = None);
    }
    ask(form, conflicts);
    if !refused.is_empty() {
        form.refused().update(|list| list.extend(refused));
        acts::say(form, form.t("answer.notice.refused"), None);
    }
    let held = held(form);
    let (more, then) = saver(|s| {
        let more = s.dirty.iter().any(|path| !held.contains(path)) || !s.flying.is_empty();
        // A submission waits for its saves; it does not outlive a disagreement.
        let then = if more { None } else { s.then.take() };
        (more, then.filter(|_| held.is_empty()))
    });
    if more {
        form.save().set(SaveState::Pending);
        now(form);
    } else {
        rest(form);
        // Anew where something is held: as of this revision, so that the next visit does not take what this one saved
        // for somebody else's.
        local::drop_copy(form);
    }
    if let Some(then) = then {
        then(form);
    }
}

/// Writes the revision into the form, for when it is sent as such.
fn show_revision(form: Form) {
    let Some(root) = dom::by_id("form") else { return };
    for input in dom::all(&root, "input[name=revision]") {
        dom::put(&input, &revision(form).to_string());
    }
}

/// Asks the person to choose.
pub fn ask(form: Form, new: Vec<Conflict>) {
    if new.is_empty() {
        return;
    }
    form.conflicts().update(|list| {
        list.retain(|old| !new.iter().any(|c| c.path == old.path));
        list.extend(new);
    });
    if matches!(form.save().get_untracked(), SaveState::Saved | SaveState::Refused) {
        form.save().set(SaveState::Choose);
    }
    navigate::focus_soon("conflicts-title");
}

fn failed(form: Form, status: u16) {
    let wait = saver(|s| {
        let flying = std::mem::take(&mut s.flying);
        s.dirty.extend(flying);
        s.then = None;
        s.failures += 1;
        (1_000_u32 << s.failures.min(5)).min(30_000)
    });
    let kept = local::keep(form);
    if let Some(over) = ask::over(status) {
        form.save().set(over);
        acts::say(form, form.t(if kept { "answer.ended.kept" } else { "answer.ended.nowhere" }), None);
        return;
    }
    form.save().set(match status {
        _ if !kept => SaveState::Nowhere,
        0 if !dom::window().navigator().on_line() => SaveState::Offline,
        _ => SaveState::Kept,
    });
    saver(|s| s.timer = Some(Timeout::new(wait, move || now(form))));
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
    edit::gather(form);
    if is_clean() {
        return;
    }
    local::keep(form);
    let held = held(form);
    let mut changes = unsaved(form);
    changes.retain(|change| !held.contains(&change.path));
    let body = call(form, changes);
    let _ = dom::window().navigator().send_beacon_with_opt_str(&form.at(paths::SAVE), Some(&body));
}
