//! The hash-chained log.

use super::Instant;
use serde::{Deserialize, Serialize};

/// An act to be written to the log, in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogDraft {
    /// Who: `member:<id>`, `supplier:<request id>`, `operator` (at the command line), `system`.
    pub actor: String,
    /// What, for example `request.accepted`.
    pub action: String,
    /// To what, for example `request:<id>`.
    pub object: String,
    /// Values worth keeping, as JSON. Never answers, tokens or passwords.
    pub detail: String,
    pub at: Instant,
}

impl LogDraft {
    /// What stands in the place of a detail that was removed by the retention rule. The entry keeps its hash.
    pub const REMOVED: &str = r#"{"removed":"retention"}"#;

    /// Whether the detail was removed, so that the entry's hash cannot be worked out again.
    pub fn is_removed(&self) -> bool {
        self.detail == LogDraft::REMOVED
    }
}

/// A value that an act changed, as its detail keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    pub field: String,
    /// What it was; blank for something new.
    pub from: String,
    pub to: String,
}

/// Which entries of the log are shown, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Acts that begin so: `supplier.`, `request.accepted`; all where blank.
    pub action: String,
    /// Who, exactly (`member:<id>`, `system`) or by kind (`supplier:`); all where blank.
    pub actor: String,
    /// Acts on one of these; all where there is none.
    pub objects: Vec<String>,
    /// Words in the detail, or in the name of a supplier, campaign, member or list.
    pub search: String,
    /// From this moment on.
    pub from: Option<Instant>,
    /// Before this moment.
    pub until: Option<Instant>,
    /// Continue behind (that is, before) this entry.
    pub before: Option<i64>,
    /// Go back to what came after this entry, the oldest of it.
    pub after: Option<i64>,
    /// How many at most.
    pub limit: u32,
}

/// An entry of the log: append-only, each hash covering the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// 1 for the first; no gaps.
    pub seq: i64,
    /// The act.
    pub entry: LogDraft,
    /// Hash of the entry before; empty for the first.
    pub previous: String,
    /// SHA-256 over `previous` and the entry ([`LogEntry::compute_hash`]).
    pub hash: String,
}

/// Where the log ends, as noted by whoever wrote last; and what it has to tell of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogHead {
    /// Number of the last entry; 0 before the first.
    pub seq: i64,
    pub hash: String,
    /// How many submissions there are.
    pub submissions: u64,
}

impl LogEntry {
    /// The hash that an entry must have: SHA-256 over length-prefixed parts, so that no two entries read the same.
    pub fn compute_hash(seq: i64, previous: &str, entry: &LogDraft) -> String {
        use sha2::{Digest, Sha256};
        let mut hasher = Sha256::new();
        let (seq, at) = (seq.to_string(), entry.at.millis().to_string());
        for part in [&seq, previous, &at, &entry.actor, &entry.action, &entry.object, &entry.detail] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}
