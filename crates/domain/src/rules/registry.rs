//! The one list of rules.

use super::Rule;

/// Every rule, in the order in which findings are reported.
pub static RULES: &[&Rule] = &[];
