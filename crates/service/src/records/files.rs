//! Files that are kept at a request.

use serde::{Deserialize, Serialize};

use super::{Day, Id, Instant, MemberId, RequestId};

/// What a file is there for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileKind {
    /// A workbook with a declaration, as it was received.
    Declaration,
    /// A policy, a certificate, anything beside it.
    #[default]
    Attachment,
}

/// Who put a file there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    #[default]
    Team,
    Supplier,
}

/// How something came that was not entered by the supplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    Email,
    Telephone,
    Post,
    Meeting,
}

/// Keys of an enumeration, as they are stored.
macro_rules! keys {
    ($name:ident { $($variant:ident = $key:literal,)* }) => {
        impl $name {
            pub const ALL: &[$name] = &[$($name::$variant),*];

            pub fn key(self) -> &'static str {
                match self { $($name::$variant => $key,)* }
            }

            pub fn parse(key: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|it| it.key() == key)
            }
        }
    };
}
keys!(FileKind { Declaration = "declaration", Attachment = "attachment", });
keys!(Side { Team = "team", Supplier = "supplier", });
keys!(Channel { Email = "email", Telephone = "telephone", Post = "post", Meeting = "meeting", });

/// What a member fills in for a supplier that told it. It is written like the supplier's own answers, and says by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamEntry {
    pub id: Id,
    pub request: RequestId,
    pub member: MemberId,
    /// How it came.
    pub channel: Channel,
    /// Who told it.
    pub sender: String,
    /// The day on which it came.
    pub received_on: Day,
    pub begun_at: Instant,
    /// When an answer was written first.
    pub saved_at: Option<Instant>,
    /// When it was submitted or left; nothing is written by it any more.
    pub ended_at: Option<Instant>,
    /// What came of it; 0 for none.
    pub submission: i64,
}

/// A file at a request; its bytes lie under its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    pub id: Id,
    /// SHA-256 of its bytes, hexadecimal.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// Its name, as it was given.
    pub name: String,
    /// What it is, by its content: the ending of its kind.
    pub media: String,
    pub kind: FileKind,
    pub request: RequestId,
    pub side: Side,
    /// The member; empty where the supplier put it there.
    pub put_by: MemberId,
    pub put_at: Instant,
    /// Whether the supplier may read what the team put there.
    pub shared: bool,
    /// How a declaration came to the team.
    pub channel: Option<Channel>,
    /// From whom it came.
    pub sender: String,
    /// The day on which it came, where somebody said.
    pub received_on: Option<Day>,
    /// The submission that was read from it; 0 for none.
    pub submission: i64,
    /// What scanned it for viruses; empty where nothing did.
    pub scanner: String,
    pub scanned_at: Option<Instant>,
    pub removed_at: Option<Instant>,
    /// As the log calls whoever removed it.
    pub removed_by: String,
}

impl KeptFile {
    /// Whether the supplier of the request may read it.
    pub fn is_for_supplier(&self) -> bool {
        self.side == Side::Supplier || self.shared
    }
}
