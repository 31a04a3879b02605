//! What a reviewer knows besides the declaration: what was said last year, what others say, what lists say. Rules take
//! it as input, so that they stay pure. No browser has it, and no rule that needs it stops a supplier.

use crate::smelters::History;
use crate::{Day, Declaration};
use std::sync::Arc;

/// All of it. What is not known is empty, and rules are silent about it.
#[derive(Clone, Debug, Default)]
pub struct ReviewContext {
    /// The name by which the asking company knows the supplier.
    pub supplier: String,
    /// What the asking company buys from it, in its own words.
    pub parts: String,
    /// The supplier's declaration before this campaign.
    pub earlier: Option<Earlier>,
    /// What other suppliers declare in this campaign.
    pub others: Vec<Other>,
    /// Dated lists: which smelters exist, which passed an audit.
    pub lists: Arc<History>,
}

/// A declaration of the same supplier in an earlier campaign.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// Its campaign, as people call it.
    pub campaign: String,
    /// The day it came in.
    pub on: Day,
    /// What it said.
    pub declaration: Declaration,
}

/// The smelters of another supplier.
#[derive(Clone, Debug, Default)]
pub struct Other {
    pub supplier: String,
    /// The CIDs that it names.
    pub cids: Vec<String>,
}
