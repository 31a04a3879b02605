//! Does what the state machine of saving says: sends, keeps on this device, waits, shows and speaks.

use super::check::check;
use super::focus::focus_soon;
use super::notice::say;
use super::unsaved::stands;
use super::{controls, device, dom, last, net, state, unsaved};
use crate::supplier::action::Offer;
use crate::supplier::form::Form;
use crate::supplier::model::{Conflict, SaveReply};
use crate::supplier::saving::{DeviceCopy, Effect, Event, News, Recovery, SaveState, Saving, Then};
use crate::supplier::{paths, wire};
use domain::Change;
use domain::instant::Millis;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

/// A copy that is no older was kept by a page that was just left (milliseconds).
const JUST_LEFT: Millis = 10_000;
/// How often it is asked again whether what such a page sent has arrived.
const ASKS: u32 = 4;
/// Between two of these questions (milliseconds).
const BETWEEN_ASKS: u32 = 400;

#[derive(Default)]
struct Saver {
    saving: Saving,
    recovery: Recovery,
    save: Option<Timeout>,
    keep: Option<Timeout>,
    /// How often the server is still asked about what was just left, before it is offered.
    asks: u32,
}

fn saver<T>(form: Form, use_it: impl FnOnce(&mut Saver) -> T) -> T {
    state::with(form, use_it)
}

/// Begins with the page as it came.
pub fn begin(form: Form) {
    let (conflicts, refused) = (form.conflicts().get_untracked(), form.refused().get_untracked());
    let saving = form.with(|d| Saving::new(d.page.revision, d.page.saved_at, conflicts, refused));
    saver(form, |s| *s = Saver { saving, ..Saver::default() });
}

/// Tells the machine what happened, shows its state, and does what it says.
pub fn notify(form: Form, event: Event) {
    let effects = saver(form, |s| {
        if matches!(event, Event::Save) {
            s.save = None;
        }
        s.saving.on(event, js_sys::Date::now(), &|path: &str| stands(form, path))
    });
    show(form);
    effects.into_iter().for_each(|effect| run(form, effect));
}

/// Entries were changed here.
pub fn typed(form: Form, paths: Vec<String>) {
    if !paths.is_empty() {
        notify(form, Event::Typed(paths));
    }
}

/// Writes entries as if they had been typed, and shows them.
pub fn write(form: Form, changes: Vec<Change>) {
    take(form, &changes);
    typed(form, changes.into_iter().map(|change| change.path).collect());
}

fn show(form: Form) {
    let (state, saved_at, revision) =
        saver(form, |s| (s.saving.state(), s.saving.saved_at(), s.saving.revision()));
    if form.save().get_untracked() != state {
        form.save().set(state);
    }
    if form.saved_at().get_untracked() != saved_at {
        form.saved_at().set(saved_at);
    }
    let conflicts = saver(form, |s| s.saving.conflicts().to_vec());
    if form.conflicts().with_untracked(|old| *old != conflicts) {
        form.conflicts().set(conflicts);
    }
    let refused = saver(form, |s| s.saving.refused().to_vec());
    if form.refused().with_untracked(|old| *old != refused) {
        form.refused().set(refused);
    }
    if form.with(|d| d.page.revision) != revision {
        form.change(|d| d.page.revision = revision);
        // In the form, too, for when it is sent as such.
        let inputs = dom::by_id("form").map(|root| dom::all(&root, "input[name=revision]"));
        for input in inputs.into_iter().flatten() {
            dom::put(&input, &revision.to_string());
        }
    }
}

fn run(form: Form, effect: Effect) {
    match effect {
        Effect::Send(paths) => send(form, paths),
        Effect::SaveIn(wait) => {
            let timer = Timeout::new(wait, move || notify(form, Event::Save));
            saver(form, |s| s.save = Some(timer));
        }
        Effect::KeepIn(wait) => {
            let timer = Timeout::new(wait, move || notify(form, Event::Keep));
            saver(form, |s| s.keep = Some(timer));
        }
        Effect::Keep => notify(form, Event::Kept(keep(form))),
        Effect::DropCopy => drop_copy(form),
        Effect::Take(changes) => {
            // What this device sent as a page was left is no news.
            let news = saver(form, |s| changes.iter().filter(|change| !s.recovery.has(change)).count());
            take(form, &changes);
            if news > 0 {
                say(form, form.tf("answer.notice.others", &[("n", &news.to_string())]), None);
            }
        }
        Effect::Say(News::Refused) => say(form, form.t("answer.notice.refused"), None),
        Effect::Say(News::Ended) => {
            let kept = saver(form, |s| s.saving.is_kept());
            say(form, form.t(if kept { "answer.ended.kept" } else { "answer.ended.nowhere" }), None);
        }
        Effect::Say(News::Again) => say(form, String::new(), None),
        Effect::ShowConflicts => focus_soon("conflicts-title"),
        Effect::Do(Then::Submit) => last::submit(form),
        Effect::Do(Then::Leave) => last::leave(),
        Effect::Do(Then::Download) => last::download(form),
    }
}

/// Whether the server has everything.
pub fn is_clean(form: Form) -> bool {
    saver(form, |s| s.saving.is_clean())
}

/// Paths of which nothing is sent before the person acts.
pub fn blocked(form: Form) -> Vec<String> {
    saver(form, |s| s.saving.blocked())
}

/// Takes changes from elsewhere into the draft and shows them.
fn take(form: Form, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    form.change(|d| d.draft.apply(changes));
    form.rows().notify();
    controls::sync(form);
    form.explained().notify();
    check(form);
}

/// The body of a save.
fn call(form: Form, paths: Vec<String>) -> String {
    unsaved::call(form, saver(form, |s| s.saving.revision()), paths)
}

/// Sends what stands at these paths; nothing, to look.
fn send(form: Form, paths: Vec<String>) {
    let poll = paths.is_empty();
    let body = call(form, paths);
    net::send(&form.at(paths::SAVE), Some(&body), move |outcome| notify(form, heard(outcome, poll)));
}

/// What it means that the server said this.
fn heard(outcome: Result<String, u16>, poll: bool) -> Event {
    match outcome.and_then(|text| wire::read::<SaveReply>(&text).ok_or(500)) {
        Ok(reply) => Event::Answered { reply, poll },
        Err(status) => Event::Failed { status, online: dom::window().navigator().on_line(), poll },
    }
}

/// Looks whether others wrote, when the person comes back to this window; and whether a window that could save nothing
/// any more can again, since the link was opened in another one.
pub fn poll(form: Form) {
    let ended = match form.save().get_untracked() {
        SaveState::Saved => false,
        SaveState::Closed | SaveState::Over | SaveState::Expired => true,
        _ => return,
    };
    if is_clean(form) {
        send(form, Vec::new());
    } else if ended {
        notify(form, Event::Save);
    }
}

/// Asks the server how the draft stands before anything is written, and takes over what it says; then goes on. Where it
/// cannot be asked, the saves themselves find out.
pub fn ask_first(form: Form, then: fn(Form)) {
    notify(form, Event::Hold);
    let body = call(form, Vec::new());
    net::send(&form.at(paths::SAVE), Some(&body), move |outcome| {
        notify(form, heard(outcome, true));
        then(form);
        notify(form, Event::Release);
    });
}

/// Which text is kept where two people wrote in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// This window's, over the stored one.
    Mine,
    /// The stored one.
    Theirs,
}

/// A conflict is settled.
pub fn settle(form: Form, side: Side, path: &str) {
    let found = saver(form, |s| {
        let conflict = s.saving.conflicts().iter().find(|c| c.path == path)?;
        Some(match side {
            Side::Mine => s.saving.own(path, &|path: &str| stands(form, path)),
            Side::Theirs => conflict.theirs.clone(),
        })
    });
    let Some(value) = found else { return };
    notify(form, Event::Chosen(path.to_owned()));
    // The saved one is sent, too: it costs nothing where it still stands, and if it does not, that is told.
    write(form, vec![Change { path: path.to_owned(), value }]);
}

/// The page goes away: keep what is unsaved here, and try once more to send it.
pub fn on_leave(form: Form) {
    if !is_clean(form) {
        keep(form);
        unsaved::send_last(form, &call(form, saver(form, |s| s.saving.sendable())));
    }
}

/// Keeps what is unsaved. Says whether this device has it now.
fn keep(form: Form) -> bool {
    let unsaved = saver(form, |s| s.saving.unsaved(&|path: &str| stands(form, path)));
    let now = dom::now();
    let copy = saver(form, |s| s.recovery.copy(unsaved, s.saving.revision(), now));
    copy.changes.is_empty() || device::keep(form, &unsaved::window(form), &copy)
}

/// Everything that was typed here is on the server: the copy goes, but for what is still offered.
fn drop_copy(form: Form) {
    device::forget(form, &unsaved::window(form));
    keep(form);
}

/// Looks for what other windows kept, and offers it where it says something else than the server. What a page sent as
/// it was left may have arrived since this one was drawn: the server is asked once before anything is said.
pub fn offer(form: Form) {
    let here = |path: &str| stands(form, path);
    let (windows, copies): (Vec<String>, Vec<DeviceCopy>) = device::copies(form).into_iter().unzip();
    saver(form, |s| s.recovery = Recovery::find(&copies, s.saving.revision(), &here));
    // It is one copy from now on, under this window's name; not before it is kept do the others go.
    if keep(form) {
        let held = |copy: &DeviceCopy| saver(form, |s| s.recovery.holds(copy, &here));
        let taken = windows.iter().zip(&copies).filter(|(_, copy)| held(copy));
        taken.for_each(|(window, _)| device::forget(form, window));
    }
    if saver(form, |s| s.recovery.count()) > 0 {
        let youngest = copies.iter().map(|copy| copy.at).max().unwrap_or_default();
        let just_left = dom::now() - youngest < JUST_LEFT;
        saver(form, |s| s.asks = if just_left { ASKS } else { 0 });
        ask_first(form, asked);
    }
}

/// The server has said how the draft stands. What a page sent in its last moment may still be on its way: then it is
/// asked again before the person is.
fn asked(form: Form) {
    saver(form, |s| s.recovery.settle(&|path: &str| stands(form, path)));
    drop_copy(form);
    let again = saver(form, |s| {
        let again = s.recovery.count() > 0 && s.asks > 0;
        s.asks = s.asks.saturating_sub(1);
        again
    });
    if again {
        Timeout::new(BETWEEN_ASKS, move || ask_first(form, asked)).forget();
    } else {
        remind(form);
    }
}

/// Says what is offered, where something is.
pub fn remind(form: Form) {
    let n = saver(form, |s| s.recovery.count());
    if n > 0 {
        say(form, form.tf("answer.notice.kept", &[("n", &n.to_string())]), Some(Offer::Restore));
    }
}

/// The person wants it back.
pub fn restore(form: Form) {
    let (back, ask): (Vec<Change>, Vec<Conflict>) =
        saver(form, |s| s.recovery.restore(&s.saving.busy(), &|path: &str| stands(form, path)));
    write(form, back);
    notify(form, Event::Ask(ask));
}

/// The person does not want it.
pub fn dismiss(form: Form) {
    saver(form, |s| s.recovery.dismiss());
    drop_copy(form);
}
