//! What a bundle says of itself.

use crate::records::Day;
use serde::{Deserialize, Serialize};

/// The version of the shape.
pub const SCHEMA: u32 = 1;
/// Where the manifest stands: the last part, since it knows the hashes of all others.
pub const MANIFEST: &str = "manifest.json";
/// Where the page stands that shows and checks the bundle.
pub const PAGE: &str = "index.html";
pub const SNAPSHOT: &str = "snapshot.json";
/// What stands in its place where a list forbids some of it to leave.
pub const SNAPSHOT_IN_PART: &str = "snapshot-in-part.json";
pub const FIGURES_CSV: &str = "figures/figures.csv";

/// Under which name an entry of the log is held whose object and detail stay inside.
pub fn held_entry(seq: i64) -> String {
    format!("log/entry-{seq}")
}

/// What supplier data in it means, for whoever opens the file by itself.
pub const INTERNAL: &str = "Internal, for auditors. It holds what suppliers answered, with names and contacts. Never pass it \
                            to a customer, and publish none of it.";

/// All parts but itself, by hash, and what is not there and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this shape.
    pub schema: u32,
    /// What the bundle is for.
    pub internal: String,
    pub company: String,
    /// The snapshot's name, and the year that it reports on.
    pub name: String,
    pub year: i64,
    /// The snapshot's identifier and its SHA-256.
    pub snapshot: String,
    pub hash: String,
    pub parts: Vec<Part>,
    pub held: Vec<Held>,
    /// What was filed or published; none of a bundle that is older than this.
    #[serde(default)]
    pub published: Option<Vec<Filed>>,
}

/// A file that was filed or published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// Its part.
    pub part: String,
    /// What it was called.
    pub file: String,
    /// Which report it is.
    pub report: String,
    pub published_on: Day,
    /// Where it stands.
    pub address: String,
    /// The hash under which it was kept when it was brought back.
    pub sha256: String,
}

/// A part, by hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub name: String,
    pub kind: Kind,
    /// Bytes.
    pub size: u64,
    pub sha256: String,
}

/// What is not in the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub name: String,
    pub kind: Kind,
    /// Its hash, where it is known.
    pub sha256: Option<String>,
    pub why: Why,
    /// What it is, for people.
    pub says: String,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Page,
    Snapshot,
    List,
    Figures,
    Rollup,
    Draft,
    Published,
    Revision,
    Log,
}

/// Why something is not in the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// A list for members, or one that was paid for: its terms keep it inside the company.
    Licence,
    /// It is not stored any more.
    Gone,
    /// What it was worked out from is gone, so that it would come out otherwise than it was frozen.
    NotAsFrozen,
    /// The report may not leave as it stands.
    MayNotLeave,
}

impl Kind {
    /// A part of the keys of its texts.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Page => "page",
            Kind::Snapshot => "snapshot",
            Kind::List => "list",
            Kind::Figures => "figures",
            Kind::Rollup => "rollup",
            Kind::Draft => "draft",
            Kind::Published => "published",
            Kind::Revision => "revision",
            Kind::Log => "log",
        }
    }
}

impl Why {
    /// A part of the key of its text.
    pub fn key(self) -> &'static str {
        match self {
            Why::Licence => "licence",
            Why::Gone => "gone",
            Why::NotAsFrozen => "not_as_frozen",
            Why::MayNotLeave => "may_not_leave",
        }
    }
}
