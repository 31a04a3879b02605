//! Codes that are never used again.

/// Codes of rules that were taken out, with the version that took them out and why. Explanations and queries in old
/// submissions still name them, so a new rule never takes one.
pub static RETIRED: &[(&str, &str)] = &[];
