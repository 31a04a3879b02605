//! What the team notes for itself.

use super::{Id, Instant, MemberId, RequestId, SupplierId};

/// One version of a note; the last one holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteVersion {
    /// The note's.
    pub id: Id,
    /// From 1 on.
    pub version: i64,
    pub supplier: SupplierId,
    /// The request that it is about, where it is about one.
    pub request: Option<RequestId>,
    /// Blank where it was removed.
    pub text: String,
    pub by: MemberId,
    pub at: Instant,
    pub removed: bool,
}

/// A note that names a member, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub note: NoteVersion,
    /// The supplier's name.
    pub supplier: String,
    pub at: Instant,
}
