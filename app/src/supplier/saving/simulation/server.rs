//! The server.

use crate::supplier::model::{Conflict, SaveReply};
use domain::{Change, Instant};
use std::collections::{BTreeMap, BTreeSet};

/// The rule by which `storage` saves a draft.
#[derive(Default)]
pub struct Server {
    pub revision: i64,
    pub entries: BTreeMap<String, (Option<String>, i64, u32)>,
    /// Every text that ever stood at a path; texts are numbers that grow.
    pub seen: BTreeMap<String, BTreeSet<u64>>,
}

impl Server {
    /// Whether a text ever stood at a path.
    pub fn had(&self, path: &str, number: u64) -> bool {
        self.seen.get(path).is_some_and(|numbers| numbers.contains(&number))
    }

    pub fn save(&mut self, origin: u32, base: i64, changes: &[Change]) -> SaveReply {
        let (mut conflicts, mut writes) = (Vec::new(), Vec::new());
        for Change { path, value } in changes {
            match self.entries.get(path) {
                Some((stored, ..)) if stored == value => {}
                Some((stored, revision, by)) if *revision > base && *by != origin => {
                    let (theirs, mine) = (stored.clone(), value.clone());
                    conflicts.push(Conflict { path: path.clone(), theirs, mine });
                }
                _ => writes.push((path.clone(), value.clone())),
            }
            if !conflicts.iter().any(|c| c.path == *path) {
                self.seen.entry(path.clone()).or_default().insert(number(value));
            }
        }
        let others = self.entries.iter().filter(|(_, (_, revision, by))| *revision > base && *by != origin);
        let others = others.filter(|(path, _)| !conflicts.iter().any(|c| c.path == **path));
        let others =
            others.map(|(path, (value, ..))| Change { path: path.clone(), value: value.clone() }).collect();
        if !writes.is_empty() {
            self.revision += 1;
            for (path, value) in writes {
                self.entries.insert(path, (value, self.revision, origin));
            }
        }
        SaveReply { revision: self.revision, saved_at: Instant::EPOCH, conflicts, others, refused: vec![] }
    }
}

/// The number that a text is.
pub fn number(text: &Option<String>) -> u64 {
    text.as_deref().and_then(|text| text.parse().ok()).unwrap_or(0)
}
