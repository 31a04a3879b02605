//! What the official checker looks at, and in which rows of its sheet.

use super::Cond;
use serde::{Deserialize, Serialize};

/// What the official checker looks for in an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckerTest {
    /// Not empty.
    #[default]
    Filled,
    /// Contains `@`.
    HasAt,
    /// Longer than one character.
    LongerThanOne,
}

/// The official checker's row for a field (sheet `Checker`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckerRow {
    /// Row in the sheet `Checker`.
    pub row: u16,
    /// What satisfies it.
    #[serde(default)]
    pub test: CheckerTest,
    /// A condition that must hold as well, for the row to be satisfied.
    #[serde(default, skip_serializing_if = "Cond::is_always")]
    pub also: Cond,
}

/// The rows of the sheet `Checker` that no single field has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckerRows {
    /// No product is listed.
    pub products: u16,
    /// No smelter is named for the first metal; those of the others follow.
    pub smelters: u16,
    /// A smelter that is not listed lacks name or country.
    pub not_listed: u16,
    /// Whether the country of such a smelter is looked up by its name: since 6.22.
    pub by_name: bool,
}
