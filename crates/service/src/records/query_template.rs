//! Texts that queries begin with.

use super::{Id, Instant, MemberId};
use std::collections::BTreeMap;

/// A text that queries begin with, in the languages that the team wrote it in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryTemplate {
    pub id: Id,
    /// As the team calls it.
    pub name: String,
    /// By language.
    pub texts: BTreeMap<String, String>,
    pub saved_at: Instant,
    pub saved_by: MemberId,
}
