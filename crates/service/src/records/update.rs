//! Updates to senior management.

use super::{CampaignId, Id, Instant, MemberId};

/// A version of an update. The last one of an update that is signed says when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateVersion {
    pub id: Id,
    /// 1 for the first.
    pub version: i64,
    /// The campaign that it tells of.
    pub campaign: CampaignId,
    /// The snapshot that its figures are of; without one they are of the day.
    pub snapshot: Option<Id>,
    /// Its words and, once it is signed, its figures, as JSON.
    pub document: String,
    pub saved_at: Instant,
    /// Who saved it, and signed it where it is signed.
    pub saved_by: MemberId,
    pub signed_at: Option<Instant>,
}
