//! The log in a bundle: whether it is one chain, where it ends, and what it tells of.

use super::super::manifest::{Kind, Manifest, held_entry};
use super::{Check, Frozen, FrozenRevision, name_of};
use crate::records::{Instant, LogDraft, LogEntry};
use serde::Deserialize;
use std::collections::HashMap;
use std::io::BufRead;

/// The log as a part has it.
#[derive(Deserialize)]
pub(super) struct Line {
    seq: i64,
    at: Instant,
    actor: String,
    action: String,
    /// None, as the detail, where it stays inside.
    object: Option<String>,
    detail: Option<String>,
    previous: String,
    pub(super) hash: String,
}

/// What the log tells of.
pub(super) struct Log {
    pub(super) check: Check,
    pub(super) last: Option<Line>,
    /// By request and number, the hash of what came in.
    came_in: HashMap<(String, i64), String>,
    /// By their names, the hashes of entries of which the content stays inside.
    held: HashMap<String, String>,
}

impl Log {
    /// Walks through parts of it, in their order.
    pub(super) fn new(manifest: &Manifest) -> Log {
        let held = manifest.held.iter().filter(|it| it.kind == Kind::Log);
        let held = held.filter_map(|it| Some((it.name.clone(), it.sha256.clone()?))).collect();
        Log { check: Check::new("log"), last: None, came_in: HashMap::new(), held }
    }

    /// Goes on by the lines of a part.
    pub(super) fn part(&mut self, name: &str, lines: impl BufRead) {
        for line in lines.lines() {
            match line.map(|line| serde_json::from_str(&line)) {
                Ok(Ok(line)) => self.go_on(line),
                _ => self.check.unless(false, "unreadable", name),
            }
        }
    }

    /// Goes on by one entry, which must follow from the one before.
    fn go_on(&mut self, line: Line) {
        let (seq, hash) = self.last.as_ref().map_or((0, ""), |last| (last.seq, last.hash.as_str()));
        let (follows, linked) = (line.seq == seq.wrapping_add(1), line.previous == hash);
        let of = line.seq.to_string();
        self.check.n += 1;
        self.check.unless(follows, "entry_missing", &of);
        self.check.unless(linked, "entry_unlinked", &of);
        self.check.unless(self.hash_of(&line).as_ref() == Some(&line.hash), "entry_changed", &of);
        if line.action == "request.submitted"
            && let (Some(object), Some(detail)) = (&line.object, &line.detail)
            && let Some(request) = object.strip_prefix("request:")
            && let Ok(said) = serde_json::from_str::<FrozenRevision>(detail)
        {
            self.came_in.insert((request.to_owned(), said.number), said.hash);
        }
        self.last = Some(line);
    }

    /// The hash that an entry must have; of one whose content stays inside the manifest says it.
    fn hash_of(&self, line: &Line) -> Option<String> {
        let (Some(object), Some(detail)) = (line.object.clone(), line.detail.clone()) else {
            return self.held.get(&held_entry(line.seq)).cloned();
        };
        let (actor, action) = (line.actor.clone(), line.action.clone());
        let act = LogDraft { actor, action, object, detail, at: line.at };
        Some(LogEntry::compute_hash(line.seq, &line.previous, &act))
    }
}

/// The log ends with the freeze.
pub(super) fn freeze(manifest: &Manifest, last: Option<&Line>) -> Check {
    #[derive(Deserialize)]
    struct Detail {
        hash: String,
    }
    let is_own = |said: Detail| said.hash == manifest.hash;
    let mut check = Check::new("freeze");
    let said = last.is_some_and(|line| {
        line.action == "snapshot.taken"
            && line.object.as_deref() == Some(&*format!("snapshot:{}", manifest.snapshot))
            && line
                .detail
                .as_deref()
                .and_then(|it| serde_json::from_str::<Detail>(it).ok())
                .is_some_and(is_own)
    });
    check.unless(said, "freeze", &manifest.name);
    check
}

/// The log tells of each declaration with the hash under which it counted.
pub(super) fn told(snapshot: Option<&Frozen>, log: &Log) -> Check {
    let Some(snapshot) = snapshot else { return Check::not_checked("told") };
    let mut check = Check::new("told");
    for request in &snapshot.requests {
        let Some(revision) = &request.revision else { continue };
        check.n += 1;
        let key = (request.id.clone(), revision.number);
        check.unless(
            log.came_in.get(&key) == Some(&revision.hash),
            "not_told",
            name_of(&request.id, revision),
        );
    }
    check
}
