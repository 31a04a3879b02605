//! A rule profile: what a campaign wants otherwise than the rules are built in. Only the differences are kept.

use super::Rule;
use crate::Severity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Differences from the built-in rules: what a rule does by its code (`off`, `note`, `warning`, `error`), and numbers
/// by the key of their [`Limit`]. One plain map, since the supplier's page carries and reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Profile(pub BTreeMap<String, String>);

/// The profile that holds where nothing else was chosen.
pub static BUILT_IN: Profile = Profile(BTreeMap::new());

/// A number that some rule measures by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Its key in a profile and in texts (`limit.<key>`).
    pub key: &'static str,
    /// What holds where a profile is silent.
    pub default: u32,
}

/// How many months old the answers may be.
pub const MAX_AGE: Limit = Limit { key: "months", default: 12 };
/// The share of suppliers that must have answered, in percent, for MTL002 to be silent.
pub const WHOLE_SHARE: Limit = Limit { key: "whole", default: 100 };
/// The share of suppliers, in percent, below which MTL003 speaks in place of MTL002.
pub const LOW_SHARE: Limit = Limit { key: "low", default: 50 };

impl Profile {
    /// The number that holds.
    pub fn limit(&self, limit: Limit) -> u32 {
        self.0.get(limit.key).and_then(|n| n.parse().ok()).unwrap_or(limit.default)
    }

    /// What a finding of the rule does; unset where the rule is off.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        match self.0.get(rule.code).map(String::as_str) {
            Some("off") => None,
            Some("note") => Some(Severity::Note),
            Some("warning") => Some(Severity::Warning),
            Some("error") => Some(Severity::Error),
            _ => Some(rule.severity),
        }
    }
}
