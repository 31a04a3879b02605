//! What a report rests on, what it says, and what was published of it.

use super::{Day, Id, Instant, MemberId};

/// A version of the company's own data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnDataVersion {
    /// 1 for the first.
    pub version: i64,
    /// The data as JSON, or what changes in the version before.
    pub document: String,
    /// Whether it is all of the data.
    pub whole: bool,
    pub saved_at: Instant,
    pub saved_by: MemberId,
}

/// What is known of a snapshot without its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SnapshotHead {
    pub id: Id,
    /// Unlike any other's, for example `Report 2026`.
    pub name: String,
    /// The year that is reported on.
    pub year: i64,
    /// Answers count that came in before this moment.
    pub cutoff_at: Instant,
    /// The offset from UTC in which the moment was named, `+01:00`.
    pub zone: String,
    /// When it was frozen.
    pub taken_at: Instant,
    /// By whom.
    pub taken_by: MemberId,
    /// SHA-256 of the document.
    pub hash: String,
}

/// A snapshot: it never changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredSnapshot {
    /// What is known of it.
    pub head: SnapshotHead,
    /// What was frozen, as canonical JSON.
    pub document: String,
}

/// One version of a report's texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportText {
    pub snapshot: Id,
    /// Of which report: there is one for the SEC, one for the EU.
    pub kind: String,
    /// 1 for the first.
    pub version: i64,
    /// The texts, their order and what is left out, as JSON.
    pub document: String,
    pub saved_at: Instant,
    pub saved_by: MemberId,
}

/// What is known of a published file without its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicationHead {
    pub id: Id,
    pub snapshot: Id,
    /// The file's name.
    pub file: String,
    /// SHA-256 of the file.
    pub hash: String,
    /// The day on which it was filed or published.
    pub published_on: Day,
    /// Where it stands.
    pub address: String,
    /// What differs from the draft and why, in the team's words.
    pub note: String,
    /// Bytes.
    pub size: u64,
    pub kept_at: Instant,
    pub kept_by: MemberId,
    /// Which report it is, as in [`ReportText::kind`].
    pub report: String,
    /// The version of that report's text that stood when the file was kept; 0 before anybody wrote.
    pub draft_version: i64,
}

/// What was really filed or published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// What is known of it.
    pub head: PublicationHead,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A declaration of the company that left, without its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentHead {
    pub id: Id,
    pub snapshot: Id,
    /// To whom, in the team's words.
    pub recipient: String,
    pub sent_on: Day,
    /// What kind of file it was: `xlsx`, `json`.
    pub file: String,
    /// SHA-256 of the file.
    pub hash: String,
    pub noted_at: Instant,
    pub noted_by: MemberId,
}

/// A declaration that left. It never changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredSent {
    /// What is known of it.
    pub head: SentHead,
    /// The declaration as JSON.
    pub document: String,
}
