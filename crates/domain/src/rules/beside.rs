//! What a reviewer knows besides the declaration: what was said last year, what others say, what lists say. Rules take
//! it as input, so that they stay pure. No browser has it, and no rule that needs it stops a supplier.

use crate::Declaration;
use crate::smelters::History;
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
    /// The day it came in, `2025-05-31`.
    pub on: String,
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

/// What a rule of the review looks at besides the declaration and the list of smelters: its code, and what it is, as
/// the key of a text. Without it the rule is silent.
pub const NEEDS: &[(&str, &str)] = &[
    ("REV003", "parts"),
    ("REV005", "supplier"),
    ("REV007", "lists"),
    ("REV008", "lists"),
    ("REV010", "others"),
    ("REV011", "earlier"),
    ("REV012", "earlier"),
];

/// The rules whose messages name another supplier: no text for a supplier is made of them.
pub const NAME_OTHERS: &[&str] = &["REV010"];

/// The rules that compare rows with a list of smelters, and are silent without one.
pub const NEED_A_LIST: &[&str] = &[
    "MTL020", "SML010", "SML011", "SML012", "SML015", "SML020", "REV009", "REV013", "REV014", "REV016",
    "REV019",
];
