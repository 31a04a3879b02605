//! The windows, the line and the clock.

use super::server::{Server, number};
use super::{Line, Step};
use crate::supplier::model::{Conflict, SaveReply};
use crate::supplier::saving::{DeviceCopy, Effect, Event, Recovery, Saving};
use domain::{Change, Instant};
use std::collections::BTreeMap;

pub struct Window {
    pub origin: u32,
    saving: Saving,
    recovery: Recovery,
    texts: BTreeMap<String, String>,
    save_at: Option<f64>,
    keep_at: Option<f64>,
    /// What was typed at each path: when, and which number. Ends where the person chose.
    pub typed: BTreeMap<String, Vec<(f64, u64)>>,
}

/// Something on its way: at a time, it does something.
enum Way {
    Arrives { window: u32, base: i64, changes: Vec<Change>, poll: bool, back: Option<f64> },
    Answers { window: u32, reply: SaveReply, poll: bool },
    Fails { window: u32, poll: bool },
}

pub struct Model {
    pub now: f64,
    line: Line,
    pub server: Server,
    device: BTreeMap<u32, DeviceCopy>,
    pub windows: Vec<Window>,
    ways: Vec<(f64, Way)>,
    origins: u32,
    numbers: u64,
}

/// Gives up after so long.
const PATIENCE: f64 = 30_000.0;

impl Model {
    pub fn new(windows: usize, line: Line) -> Model {
        let mut model = Model {
            now: 0.0,
            line,
            server: Server::default(),
            device: BTreeMap::new(),
            windows: Vec::new(),
            ways: Vec::new(),
            origins: 0,
            numbers: 0,
        };
        for _ in 0..windows {
            let window = model.open();
            model.windows.push(window);
        }
        model
    }

    fn open(&mut self) -> Window {
        self.origins += 1;
        let entries = self.server.entries.iter();
        let texts: BTreeMap<String, String> =
            entries.filter_map(|(path, (value, ..))| Some((path.clone(), value.clone()?))).collect();
        let copies: Vec<DeviceCopy> = self.device.values().cloned().collect();
        let recovery = Recovery::find(&copies, self.server.revision, &texts);
        self.device.retain(|_, copy| !recovery.holds(copy, &texts));
        let saving = Saving::new(self.server.revision, None, vec![], vec![]);
        let origin = self.origins;
        let window =
            Window { origin, saving, recovery, texts, save_at: None, keep_at: None, typed: BTreeMap::new() };
        self.keep(&window);
        window
    }

    fn keep(&mut self, window: &Window) {
        let unsaved = window.saving.unsaved(&window.texts);
        let copy =
            window.recovery.copy(unsaved, window.saving.revision(), Instant::from_millis(self.now as i64));
        if !copy.changes.is_empty() {
            self.device.insert(window.origin, copy);
        }
    }

    fn notify(&mut self, i: usize, event: Event) {
        let now = self.now;
        let window = &mut self.windows[i];
        let effects = window.saving.on(event, now, &window.texts);
        for effect in effects {
            self.run(i, effect);
        }
    }

    fn run(&mut self, i: usize, effect: Effect) {
        let now = self.now;
        match effect {
            Effect::Send(paths) => self.send(i, paths),
            Effect::SaveIn(wait) => self.windows[i].save_at = Some(now + f64::from(wait)),
            Effect::KeepIn(wait) => self.windows[i].keep_at = Some(now + f64::from(wait)),
            Effect::Keep | Effect::DropCopy => {
                let window = self.windows.remove(i);
                if effect == Effect::DropCopy {
                    self.device.remove(&window.origin);
                }
                self.keep(&window);
                self.windows.insert(i, window);
                if effect == Effect::Keep {
                    self.notify(i, Event::Kept(true));
                }
            }
            Effect::Take(changes) => {
                for Change { path, value } in changes {
                    match value {
                        Some(text) => self.windows[i].texts.insert(path, text),
                        None => self.windows[i].texts.remove(&path),
                    };
                }
            }
            Effect::Say(_) | Effect::ShowConflicts | Effect::Do(_) => {}
        }
    }

    /// Sends what stands at these paths; nothing, to look.
    fn send(&mut self, i: usize, paths: Vec<String>) {
        let window = &self.windows[i];
        let (origin, base, poll) = (window.origin, window.saving.revision(), paths.is_empty());
        let changes = paths.into_iter().map(|path| {
            let value = window.texts.get(&path).cloned();
            Change { path, value }
        });
        let changes: Vec<Change> = changes.collect();
        match self.line {
            Line::Good(way) => {
                let way = f64::from(way);
                let back = Some(self.now + 2.0 * way);
                self.ways.push((self.now + way, Way::Arrives { window: origin, base, changes, poll, back }));
            }
            Line::Deaf => {
                let arrives = Way::Arrives { window: origin, base, changes, poll, back: None };
                self.ways.push((self.now + 50.0, arrives));
                self.ways.push((self.now + PATIENCE, Way::Fails { window: origin, poll }));
            }
            Line::Down => self.ways.push((self.now + 10.0, Way::Fails { window: origin, poll })),
        }
    }

    /// Lets time go by, and everything happen that is due meanwhile.
    fn wait(&mut self, ms: f64) {
        let until = self.now + ms;
        loop {
            let timers = self.windows.iter().flat_map(|w| [w.save_at, w.keep_at]).flatten();
            let next = self.ways.iter().map(|(at, _)| *at).chain(timers).fold(f64::MAX, f64::min);
            if next > until {
                break;
            }
            self.now = self.now.max(next);
            self.happen();
            self.hold_true();
        }
        self.now = until;
        self.hold_true();
    }

    fn happen(&mut self) {
        let now = self.now;
        for i in 0..self.windows.len() {
            if self.windows[i].keep_at.take_if(|at| *at <= now).is_some() {
                return self.notify(i, Event::Keep);
            }
            if self.windows[i].save_at.take_if(|at| *at <= now).is_some() {
                return self.notify(i, Event::Save);
            }
        }
        let Some(due) = self.ways.iter().position(|(at, _)| *at <= now) else { return };
        let (_, way) = self.ways.remove(due);
        let of = |it: &Model, origin: u32| it.windows.iter().position(|w| w.origin == origin);
        match way {
            Way::Arrives { window, base, changes, poll, back } => {
                let reply = self.server.save(window, base, &changes);
                if let Some(back) = back {
                    self.ways.push((back, Way::Answers { window, reply, poll }));
                }
            }
            Way::Answers { window, reply, poll } => {
                let Some(i) = of(self, window) else { return };
                self.notify(i, Event::Answered { reply, poll });
                if poll {
                    self.restore(i);
                }
            }
            Way::Fails { window, poll } => {
                let Some(i) = of(self, window) else { return };
                self.notify(i, Event::Failed { status: 0, online: true, poll });
                if poll {
                    self.restore(i);
                }
            }
        }
    }

    /// The person opens the form again, in place of a window that is gone.
    fn come_back(&mut self, i: usize) {
        let window = self.open();
        self.windows.insert(i, window);
        if self.windows[i].recovery.count() > 0 {
            self.notify(i, Event::Hold);
            self.send(i, Vec::new());
        }
    }

    /// The server was asked how the draft stands: the person takes back what is still missing there.
    fn restore(&mut self, i: usize) {
        let window = &mut self.windows[i];
        window.recovery.settle(&window.texts);
        let busy = window.saving.busy();
        let (back, ask) = window.recovery.restore(&busy, &window.texts);
        let paths = back.iter().map(|change| change.path.clone()).collect::<Vec<_>>();
        for Change { path, value } in back {
            window.texts.insert(path, value.unwrap_or_default());
        }
        self.notify(i, Event::Typed(paths));
        self.notify(i, Event::Ask(ask));
        self.run(i, Effect::DropCopy);
        self.notify(i, Event::Release);
    }

    fn choose(&mut self, i: usize) {
        for Conflict { path, mine, .. } in self.windows[i].saving.conflicts().to_vec() {
            self.notify(i, Event::Chosen(path.clone()));
            // The younger of what is asked about and what stands there.
            let window = &mut self.windows[i];
            if number(&mine) > number(&window.texts.get(&path).cloned()) {
                window.texts.insert(path.clone(), mine.unwrap_or_default());
                // Another window's text holds, and no more is asked of this one's.
                window.typed.remove(&path);
            }
            self.notify(i, Event::Typed(vec![path]));
        }
    }

    pub fn act(&mut self, act: Step) {
        let count = self.windows.len();
        match act {
            Step::Type { window, path } => {
                let path = format!("f:{path}");
                self.numbers += 1;
                let (number, now) = (self.numbers, self.now);
                let window = window % count;
                let it = &mut self.windows[window];
                it.texts.insert(path.clone(), number.to_string());
                it.typed.entry(path.clone()).or_default().push((now, number));
                self.notify(window, Event::Typed(vec![path]));
            }
            Step::Wait(ms) => self.wait(f64::from(ms)),
            Step::Line(line) => self.line = line,
            Step::Crash(i) => {
                self.windows.remove(i % count);
                self.come_back(i % count);
            }
            Step::Poll(i) => self.send(i % count, Vec::new()),
            Step::Choose(i) => self.choose(i % count),
        }
        self.hold_true();
    }

    /// The youngest text that a window's person typed at a path and that is safe if the window dies: on the server, or on
    /// this device.
    fn safe(&self, typed: &[(f64, u64)], path: &str) -> u64 {
        let here = self.device.values().flat_map(|copy| &copy.changes).filter(|change| change.path == path);
        let kept: Vec<u64> = here.map(|change| number(&change.value)).collect();
        let is_safe = |number: u64| kept.contains(&number) || self.server.had(path, number);
        typed.iter().rev().find(|(_, number)| is_safe(*number)).map_or(0, |(_, number)| *number)
    }

    fn hold_true(&self) {
        for window in &self.windows {
            for (path, typed) in &window.typed {
                let last = typed.last().map_or(0, |(_, number)| *number);
                let unsaved = window.saving.unsaved(&window.texts).iter().any(|change| change.path == *path);
                assert!(unsaved || self.server.had(path, last), "{path} is taken for saved, and is not");
                let old = typed.iter().rfind(|(at, _)| self.now - at >= 300.0);
                if let Some((at, number)) = old {
                    let safe = self.safe(typed, path);
                    assert!(
                        safe >= *number,
                        "{path}: {number} typed at {at} is nowhere at {}: {safe}",
                        self.now
                    );
                }
            }
        }
    }

    /// The line is well, and the person answers what they are asked: in the end all windows and the server agree.
    pub fn end(&mut self) {
        self.line = Line::Good(20);
        for round in 0..24 {
            // Who comes back often enough has seen every copy.
            if (4..20).contains(&round) {
                let i = round % self.windows.len();
                self.windows.remove(i);
                self.come_back(i);
            }
            for i in 0..self.windows.len() {
                self.restore(i);
                self.choose(i);
                self.send(i, Vec::new());
            }
            self.wait(65_000.0);
        }
        for window in &self.windows {
            assert!(window.saving.is_clean() && window.saving.conflicts().is_empty());
            for (path, (value, ..)) in &self.server.entries {
                assert_eq!(window.texts.get(path), value.as_ref(), "{path}");
            }
            for path in window.typed.keys() {
                assert!(self.server.entries.contains_key(path), "{path} never arrived");
            }
        }
        assert!(self.device.is_empty(), "everything is on the server: {:?}", self.device);
    }
}
