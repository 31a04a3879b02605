//! The state machine of one window.

use super::event::{Effect, Event, News, Then, over};
use super::{SaveState, pace};
use crate::supplier::model::{Conflict, RefusedChange, SaveReply};
use domain::{Change, Instant};

/// Most paths in one save; the rest follows at once.
const MOST: usize = 1_000;

/// What stands in the form.
pub trait Entries {
    /// The text of an entry.
    fn entry(&self, path: &str) -> Option<String>;
}

impl<F: Fn(&str) -> Option<String>> Entries for F {
    fn entry(&self, path: &str) -> Option<String> {
        self(path)
    }
}

#[cfg(test)]
impl Entries for std::collections::BTreeMap<String, String> {
    fn entry(&self, path: &str) -> Option<String> {
        self.get(path).cloned()
    }
}

/// What the server takes from this window.
#[derive(Default)]
pub struct Saving {
    revision: i64,
    saved_at: Option<Instant>,
    /// Paths that the server has not got.
    dirty: Vec<String>,
    /// Paths on their way.
    in_flight: Vec<String>,
    /// When the oldest of what is dirty was typed.
    since: Option<f64>,
    /// Soon, this device has a copy.
    keep_soon: bool,
    /// Whether this device has what was to be kept last.
    kept: bool,
    holding: bool,
    /// How often in a row the server could not be reached, and whether there was a connection the last time.
    failures: u32,
    online: bool,
    /// The server takes nothing more.
    ended: Option<SaveState>,
    conflicts: Vec<Conflict>,
    refused: Vec<RefusedChange>,
    then: Option<Then>,
}

impl Saving {
    /// As the page came.
    pub fn new(
        revision: i64,
        saved_at: Option<Instant>,
        conflicts: Vec<Conflict>,
        refused: Vec<RefusedChange>,
    ) -> Saving {
        Saving { revision, saved_at, conflicts, refused, ..Saving::default() }
    }

    /// The revision that this window has seen.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// When the draft was saved last.
    pub fn saved_at(&self) -> Option<Instant> {
        self.saved_at
    }

    /// What the person has to choose.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// What cannot be saved as it stands.
    pub fn refused(&self) -> &[RefusedChange] {
        &self.refused
    }

    /// Whether this device has what was to be kept last.
    pub fn is_kept(&self) -> bool {
        self.kept
    }

    /// Whether the server has everything.
    pub fn is_clean(&self) -> bool {
        self.dirty.is_empty() && self.in_flight.is_empty()
    }

    /// Paths of which nothing is sent before the person acts.
    pub fn blocked(&self) -> Vec<String> {
        let conflicts = self.conflicts.iter().map(|c| &c.path);
        conflicts.chain(self.refused.iter().map(|r| &r.path)).cloned().collect()
    }

    fn is_blocked(&self, path: &str) -> bool {
        self.conflicts.iter().any(|c| c.path == path) || self.refused.iter().any(|r| r.path == path)
    }

    /// Everything that the server has not got; what is blocked comes last.
    pub fn unsaved(&self, draft: &impl Entries) -> Vec<Change> {
        self.busy().into_iter().map(|path| Change { value: self.own(&path, draft), path }).collect()
    }

    /// This window's text at a path: what stands in the form; where the person has to choose and has typed nothing since,
    /// what they have to choose against the other.
    pub fn own(&self, path: &str, draft: &impl Entries) -> Option<String> {
        let here = draft.entry(path);
        match self.conflicts.iter().find(|c| c.path == path) {
            Some(conflict) if conflict.theirs == here => conflict.mine.clone(),
            _ => here,
        }
    }

    /// The paths of all that.
    pub fn busy(&self) -> Vec<String> {
        let mut paths = self.sendable();
        paths.extend(self.blocked());
        paths
    }

    /// What the server has not got and would take.
    pub fn sendable(&self) -> Vec<String> {
        // What was typed again while it is on its way stands in both.
        let again = self.dirty.iter().filter(|path| !self.in_flight.contains(path));
        self.in_flight.iter().chain(again).filter(|path| !self.is_blocked(path)).cloned().collect()
    }

    /// What is shown.
    pub fn state(&self) -> SaveState {
        if let Some(ended) = self.ended {
            ended
        } else if !self.in_flight.is_empty() {
            SaveState::Saving
        } else if self.failures > 0 {
            match (self.kept, self.online) {
                (false, _) => SaveState::Nowhere,
                (true, false) => SaveState::Offline,
                (true, true) => SaveState::Kept,
            }
        } else if self.since.is_some() || self.dirty.iter().any(|path| !self.is_blocked(path)) {
            SaveState::Pending
        } else if !self.conflicts.is_empty() {
            SaveState::Choose
        } else if !self.refused.is_empty() {
            SaveState::Refused
        } else {
            SaveState::Saved
        }
    }

    /// Takes in an event at a time in milliseconds.
    pub fn on(&mut self, event: Event, now: f64, draft: &impl Entries) -> Vec<Effect> {
        let mut out = Vec::new();
        match event {
            Event::Typed(paths) => self.typed(paths, now, &mut out),
            Event::RetryFull => {
                let paths: Vec<String> =
                    self.refused.iter().filter(|r| r.room).map(|r| r.path.clone()).collect();
                if !paths.is_empty() {
                    self.typed(paths, now, &mut out);
                }
            }
            Event::Save => self.save(&mut out),
            Event::Keep => {
                self.keep_soon = false;
                out.push(Effect::Keep);
            }
            Event::Kept(kept) => self.kept = kept,
            Event::Hold => self.holding = true,
            Event::Release => {
                self.holding = false;
                if !self.is_clean() {
                    self.save(&mut out);
                }
            }
            Event::Answered { reply, poll } => self.answered(reply, poll, draft, &mut out),
            Event::Failed { status, online, poll } => self.failed(status, online, poll, &mut out),
            Event::Ask(conflicts) => self.ask(conflicts, &mut out),
            Event::Chosen(path) => self.conflicts.retain(|c| c.path != path),
            Event::Then(then) if self.is_clean() => out.push(Effect::Do(then)),
            Event::Then(then) => {
                self.then = Some(then);
                self.save(&mut out);
            }
        }
        out
    }

    fn typed(&mut self, paths: Vec<String>, now: f64, out: &mut Vec<Effect>) {
        // Whoever goes on typing has not submitted.
        self.then = None;
        // What could not be saved as it stood is tried again once it is changed.
        self.refused.retain(|r| !paths.contains(&r.path));
        for path in paths {
            if !self.dirty.contains(&path) {
                self.dirty.push(path);
            }
        }
        out.push(Effect::SaveIn(pace::save_in(now - *self.since.get_or_insert(now))));
        if !self.keep_soon {
            self.keep_soon = true;
            out.push(Effect::KeepIn(pace::COPY));
        }
    }

    fn save(&mut self, out: &mut Vec<Effect>) {
        out.push(Effect::Keep);
        if !self.in_flight.is_empty() || self.holding {
            return;
        }
        self.since = None;
        let (mut stay, mut go) = (Vec::new(), Vec::new());
        for path in std::mem::take(&mut self.dirty) {
            let free = go.len() < MOST && !self.is_blocked(&path);
            if free { go.push(path) } else { stay.push(path) }
        }
        self.dirty = stay;
        if !go.is_empty() {
            self.in_flight.clone_from(&go);
            out.push(Effect::Send(go));
        }
    }

    fn answered(&mut self, reply: SaveReply, poll: bool, draft: &impl Entries, out: &mut Vec<Effect>) {
        if self.ended.take().is_some() {
            // The link was opened again, or the answers came back.
            out.push(Effect::Say(News::Again));
        }
        self.failures = 0;
        self.revision = self.revision.max(reply.revision);
        self.saved_at = Some(reply.saved_at);
        // A poll carries nothing: what a save carries meanwhile is still on its way when the poll comes back.
        if !poll {
            self.in_flight.clear();
        }
        let busy = |it: &Saving, path: &String| it.dirty.contains(path) || it.in_flight.contains(path);
        // What was changed since it was sent may well be taken as it stands now.
        let refused: Vec<RefusedChange> =
            reply.refused.into_iter().filter(|r| !busy(self, &r.path)).collect();
        // What somebody else wrote where something is being typed here is for the person to choose, too.
        let (clash, others): (Vec<_>, Vec<_>) =
            reply.others.into_iter().partition(|c| busy(self, &c.path) || self.is_blocked(&c.path));
        let mut conflicts = reply.conflicts;
        for Change { path, value: theirs } in clash {
            let mine = self.own(&path, draft);
            if mine != theirs {
                conflicts.push(Conflict { path, theirs, mine });
            }
        }
        if !others.is_empty() {
            out.push(Effect::Take(others));
            // Nobody submits what they have not seen.
            self.then = None;
        }
        self.ask(conflicts, out);
        if !refused.is_empty() {
            self.refused.retain(|old| !refused.iter().any(|new| new.path == old.path));
            self.refused.extend(refused);
            out.push(Effect::Say(News::Refused));
        }
        if !self.in_flight.is_empty() || self.dirty.iter().any(|path| !self.is_blocked(path)) {
            self.save(out);
            return;
        }
        self.since = None;
        // Anew where something is blocked: as of this revision, so that the next visit does not take what this one saved
        // for somebody else's.
        out.push(Effect::DropCopy);
        // A submission waits for its saves; it does not outlive a disagreement.
        let agreed = self.conflicts.is_empty() && self.refused.is_empty();
        out.extend(self.then.take().filter(|_| agreed).map(Effect::Do));
    }

    fn failed(&mut self, status: u16, online: bool, poll: bool, out: &mut Vec<Effect>) {
        let over = over(status);
        if poll {
            // A window that can save nothing any more says so before anything is typed.
            self.ended = over.or(self.ended);
            return;
        }
        for path in std::mem::take(&mut self.in_flight) {
            if !self.dirty.contains(&path) {
                self.dirty.push(path);
            }
        }
        self.then = None;
        out.push(Effect::Keep);
        if over.is_some() {
            self.ended = over;
            out.push(Effect::Say(News::Ended));
            return;
        }
        self.failures = self.failures.saturating_add(1);
        self.online = online || status != 0;
        out.push(Effect::SaveIn((1_000_u32 << self.failures.min(5)).min(30_000)));
    }

    fn ask(&mut self, new: Vec<Conflict>, out: &mut Vec<Effect>) {
        if new.is_empty() {
            return;
        }
        self.conflicts.retain(|old| !new.iter().any(|c| c.path == old.path));
        self.conflicts.extend(new);
        out.push(Effect::ShowConflicts);
    }
}
