//! The log in a bundle: whether it is one chain, where it ends, and what it tells of.

use super::check::{Check, Frozen, FrozenRevision, name_of};
use super::manifest::Manifest;
use crate::records::{LogDraft, LogEntry};
use serde::Deserialize;
use std::collections::HashMap;
use std::io::BufRead;

/// The log as a part has it.
#[derive(Deserialize)]
pub(super) struct Line {
    seq: i64,
    at: i64,
    actor: String,
    action: String,
    object: String,
    detail: String,
    previous: String,
    pub(super) hash: String,
}

/// What the log tells of.
pub(super) struct Log {
    pub(super) check: Check,
    pub(super) last: Option<Line>,
    /// By request and number, the hash of what came in.
    came_in: HashMap<(String, i64), String>,
}

impl Log {
    /// Walks through parts of it, in their order.
    pub(super) fn new() -> Log {
        Log { check: Check::new("log"), last: None, came_in: HashMap::new() }
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
        let act = LogDraft {
            actor: line.actor.clone(),
            action: line.action.clone(),
            object: line.object.clone(),
            detail: line.detail.clone(),
            at: line.at,
        };
        let own = LogEntry::compute_hash(line.seq, &line.previous, &act);
        self.check.unless(own == line.hash, "entry_changed", &of);
        if line.action == "request.submitted"
            && let Some(request) = line.object.strip_prefix("request:")
            && let Ok(said) = serde_json::from_str::<FrozenRevision>(&line.detail)
        {
            self.came_in.insert((request.to_owned(), said.number), said.hash);
        }
        self.last = Some(line);
    }
}

/// The log ends with the freeze.
pub(super) fn freeze(manifest: &Manifest, last: Option<&Line>) -> Check {
    #[derive(Deserialize)]
    struct Said {
        hash: String,
    }
    let mut check = Check::new("freeze");
    let said = last.is_some_and(|line| {
        line.action == "snapshot.taken"
            && line.object == format!("snapshot:{}", manifest.snapshot)
            && serde_json::from_str::<Said>(&line.detail).is_ok_and(|said| said.hash == manifest.hash)
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
