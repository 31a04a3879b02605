//! What a submission says, as rows of tables.

use super::{Id, RequestId, SupplierId};
use domain::smelters::matching::name_key;
use domain::smelters::{LicenceClass, StatusClass, TypedSmelter};
use domain::workflow::RequestState;
use std::collections::BTreeMap;

/// What one submission says, as rows. It follows from the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub request: RequestId,
    /// Which of its submissions.
    pub number: i64,
    /// How the rows were made: [`crate::declarations::declared::SHAPE`].
    pub shape: i64,
    /// The answers, by the keys of the questions.
    pub answers: BTreeMap<String, String>,
    /// The rows of all tables, in their order.
    pub rows: Vec<DeclaredRow>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredRow {
    /// The key of its table.
    pub kind: String,
    /// The number that people see: its place among the rows of its table, 1 for the first.
    pub line: i64,
    /// Its name in the document.
    pub id: String,
    /// What stands in its columns; columns without text are left out.
    pub cells: BTreeMap<String, String>,
    /// What it calls a smelter, where it does.
    pub reported: Option<ReportedSmelter>,
}

/// A smelter as somebody called it: the same for all rows that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedSmelter {
    /// Drawn from all that was written.
    pub id: Id,
    /// The key of the metal; empty where what was written is none.
    pub metal: String,
    /// The name, folded for comparing; empty where there is none.
    pub name_key: String,
    /// What was written.
    pub typed: TypedSmelter,
}

/// A row in which a smelter was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedRow {
    /// [`ReportedSmelter::id`].
    pub reported: Id,
    pub request: RequestId,
    /// The submission's number.
    pub number: i64,
    /// The number that people see.
    pub line: i64,
    pub supplier_id: SupplierId,
    /// The supplier's name.
    pub supplier: String,
    /// The campaign's name.
    pub campaign: String,
    pub state: RequestState,
}

/// A request whose last submission names some of the smelters that are asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamingRequest {
    pub request: RequestId,
    pub supplier_id: SupplierId,
    /// The supplier's name.
    pub supplier: String,
    /// The campaign's name.
    pub campaign: String,
    /// How many of them it names.
    pub smelters: u64,
}

/// Who reported a smelter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reporter {
    /// [`ReportedSmelter::id`].
    pub reported: Id,
    pub request: RequestId,
    /// The supplier's name.
    pub supplier: String,
}

/// Requests in these states do not count where smelters are counted.
pub const NOT_REPORTING: [RequestState; 4] =
    [RequestState::Withdrawn, RequestState::Rejected, RequestState::Declined, RequestState::OutOfScope];

/// A smelter that somebody reported, as lists and team place it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFacts {
    /// Its number; of one that no list settles, what is drawn from its metal and name.
    pub id: Id,
    /// Its number; none where the lists do not say for sure which smelter is meant.
    pub cid: Option<String>,
    /// The key of its metal; empty where what was written is none.
    pub metal: String,
    /// Its name by the lists, else as one of those wrote it that named it.
    pub name: String,
    /// Country, as the list or the row spells it.
    pub country: String,
    /// What the lists say of it; none where nobody knows which smelter it is.
    pub class: Option<StatusClass>,
    /// Who may read what the lists say of it: the strictest of those that this rests on.
    pub terms: Option<LicenceClass>,
}

impl EntryFacts {
    /// What a search looks in: the name as it is written and folded, and the number.
    pub fn search(&self) -> String {
        let cid = self.cid.as_deref().unwrap_or_default().to_lowercase();
        [self.name.to_lowercase(), name_key(&self.name), cid].join("\n")
    }
}

/// A smelter that somebody names, and how many do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterEntry {
    pub facts: EntryFacts,
    /// How many suppliers name it.
    pub suppliers: u64,
    /// In how many of their declarations.
    pub declarations: u64,
}

/// Where a reported smelter belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// [`ReportedSmelter::id`].
    pub reported: Id,
    /// None where it names no smelter.
    pub entry: Option<EntryFacts>,
}

/// In which order smelters are listed; of equal ones by name, but for numbers of suppliers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntrySort {
    #[default]
    Name,
    Metal,
    Country,
    Suppliers,
}

/// Which smelters a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// Part of a name, however it is written, or of a number.
    pub search: String,
    /// Only those of this metal, of this country; a blank one is asked for as such.
    pub metal: Option<String>,
    pub country: Option<String>,
    /// Only those of one of these classes, by key; of any where there are none.
    pub classes: Vec<String>,
    pub sort: EntrySort,
    pub reversed: bool,
    /// Continue behind this row (from [`Page::next`](super::Page::next)).
    pub after: Option<String>,
    /// Go back to what stands before this row (from [`Page::previous`](super::Page::previous)).
    pub before: Option<String>,
    /// Rows of a page; 1 to 500.
    pub limit: u32,
}

/// What smelters may be filtered by, each in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryChoices {
    pub metals: Vec<String>,
    pub classes: Vec<String>,
    pub countries: Vec<String>,
}
