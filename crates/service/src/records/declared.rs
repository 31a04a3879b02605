//! What a submission says, as rows of tables.

use super::{Id, RequestId, SupplierId};
use domain::smelters::TypedSmelter;
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

/// That a supplier named a smelter in the last submission of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedBy {
    /// [`ReportedSmelter::id`].
    pub reported: Id,
    pub request: RequestId,
    pub supplier: SupplierId,
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
    /// The supplier's name.
    pub supplier: String,
    /// The campaign's name.
    pub campaign: String,
    pub state: RequestState,
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
