//! Views of lists under a name.

use super::{Id, Instant, MemberId};

/// A name for the address of a list as it is filtered, ordered and shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    pub id: Id,
    /// The list: `inbox`, `suppliers`, `smelters`, `log`.
    pub list: String,
    pub name: String,
    /// What stands in the address behind the question mark.
    pub query: String,
    /// Whose it is; nobody's where it is the team's.
    pub owner: Option<MemberId>,
    pub saved_at: Instant,
    pub saved_by: MemberId,
}
