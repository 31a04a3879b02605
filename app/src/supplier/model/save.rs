//! What browser and server say to each other as answers are saved.

use domain::{Change, Instant};
use serde::{Deserialize, Serialize};

/// An edit that was not saved because somebody else had changed the same place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Which entry.
    pub path: String,
    /// What is stored.
    pub theirs: Option<String>,
    /// What was to be saved.
    pub mine: Option<String>,
}

/// What the browser sends to save.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveCall {
    /// The revision that this tab has seen.
    pub base_revision: i64,
    /// Names the tab: its own earlier saves are no conflict.
    pub tab: String,
    /// The step in which it was written.
    pub section: String,
    /// What to write.
    pub changes: Vec<Change>,
}

/// What became of a save.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveReply {
    /// The revision after it.
    pub revision: i64,
    /// When it was saved.
    pub saved_at: Instant,
    /// What was not written.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
    /// What others wrote meanwhile.
    #[serde(default)]
    pub others: Vec<Change>,
    /// What was not written because no draft can have it, or this one has no room for it.
    #[serde(default)]
    pub refused: Vec<RefusedChange>,
}

/// An entry that was not saved; saving it again unchanged is of no use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedChange {
    /// Which entry.
    pub path: String,
    /// Why, in the supplier's language.
    pub why: String,
    /// Whether it may well be saved once there is room: it is the draft that is full.
    #[serde(default)]
    pub room: bool,
}
