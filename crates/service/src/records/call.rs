//! Telephone calls about requests.

use super::{CallOutcome, Day, Id, Instant, MemberId, RequestId, SupplierId};

/// A telephone call, as it was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub id: Id,
    pub supplier: SupplierId,
    pub request: RequestId,
    pub on: Day,
    /// With whom; blank where nobody was there.
    pub person: String,
    pub outcome: CallOutcome,
    /// By when the answer comes, or when one calls again.
    pub until: Option<Day>,
    /// What was said.
    pub words: String,
    pub by: MemberId,
    /// When it was noted.
    pub at: Instant,
}
