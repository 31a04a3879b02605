//! Smelter lists, decisions about names, and blank templates.

use super::{Day, Id, Instant, MemberId};
use domain::Metal;
use domain::smelters::list::ListColumn;
use domain::smelters::{LicenceClass, ListKind, SmelterList};

/// What is known of an imported smelter list without its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListHead {
    pub id: Id,
    pub kind: ListKind,
    /// The day as of which it speaks.
    pub as_of: Day,
    /// Where it came from, in the operator's words.
    pub source: String,
    /// Under which terms it may be used; it goes with the list wherever that goes.
    pub licence: String,
    /// Who may read what it says.
    pub class: LicenceClass,
    /// When it was imported.
    pub imported_at: Instant,
    /// Who imported it; blank where nobody noted that.
    pub imported_by: MemberId,
    /// How many smelters or revisions it has.
    pub size: u64,
    /// How many of its rows were left out or taken with a doubt.
    pub noise: u64,
    /// SHA-256 of what was taken from it.
    pub hash: String,
    /// When it was retired; a retired list stays on record and counts no more.
    pub retired_at: Option<Instant>,
    pub retired_why: String,
}

/// How the files of a source were read last, so that the next one needs no hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListMapping {
    /// Where the files come from, in the operator's words.
    pub source: String,
    pub kind: ListKind,
    /// Under which terms they may be used.
    pub licence: String,
    pub class: LicenceClass,
    /// The header that they have.
    pub header: Vec<String>,
    /// What its columns mean.
    pub columns: Vec<(ListColumn, usize)>,
    pub saved_at: Instant,
}

/// What a person said of a name that is also in a list of sanctions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screening {
    pub id: Id,
    /// The list's number of whom the name means there.
    pub number: String,
    /// The name as we have it.
    pub ours: String,
    /// The name as the list has it.
    pub theirs: String,
    /// Whether the same company is meant.
    pub meant: bool,
    pub note: String,
    pub at: Instant,
    /// The member who said it.
    pub by: MemberId,
}

/// An imported smelter list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredList {
    /// What is known of it.
    pub head: ListHead,
    /// What it says.
    pub list: SmelterList,
}

/// What the team decided that a name means: a smelter, or none that the lists know. Never changed; it ends when it is
/// revoked or when another takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmelterDecision {
    pub id: Id,
    /// The metal for which it was decided.
    pub metal: Metal,
    /// The name as it was typed.
    pub name: String,
    /// The name as matching compares it ([`domain::smelters::matching::name_key`]).
    pub key: String,
    /// The smelter; none where no smelter of the lists is meant.
    pub cid: Option<String>,
    /// Why, in the decider's words; may be blank.
    pub note: String,
    pub at: Instant,
    /// By whom.
    pub by: MemberId,
    /// How it ended.
    pub ended: Option<SmelterEnding>,
}

/// How a decision ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterEnding {
    pub at: Instant,
    /// By whom.
    pub by: MemberId,
    /// Why it was revoked; blank where another took its place.
    pub why: String,
    /// The decision that took its place.
    pub replaced_by: Option<Id>,
}

/// What is known of an official blank template without its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlankHead {
    /// SHA-256 of the file.
    pub id: Id,
    /// The version that it is of.
    pub version: String,
    /// Its display language as the workbook names it; blank where it does not.
    pub language: String,
    /// The file's name as uploaded.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// When it was uploaded.
    pub uploaded_at: Instant,
    /// By whom.
    pub uploaded_by: MemberId,
}

/// An official blank template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBlank {
    /// What is known of it.
    pub head: BlankHead,
    /// The file.
    pub bytes: Vec<u8>,
}
