//! Conditions on answers: when a question is asked, when it must be answered, when rows are wanted.

use crate::{Declaration, answer};
use serde::{Deserialize, Serialize};

/// A condition on other answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cond {
    /// Always true.
    #[default]
    Always,
    /// Never true.
    Never,
    /// The answer equals one of the values.
    Is(String, Vec<String>),
    /// The answer equals none of the values (a blank answer equals none).
    Not(String, Vec<String>),
    /// The answer is not blank.
    Given(String),
    /// All hold.
    All(Vec<Cond>),
    /// At least one holds.
    Any(Vec<Cond>),
}

/// How two answers are compared and when one counts as given; see [`answer`].
#[derive(Clone, Copy)]
pub struct Compare {
    /// Whether two answers are equal.
    pub same: fn(&str, &str) -> bool,
    /// Whether an answer counts as not given.
    pub blank: fn(&str) -> bool,
}

/// As people mean it.
pub const MEANT: Compare = Compare { same: answer::same, blank: answer::is_blank };
/// As the spreadsheet compares.
pub const SHEET: Compare = Compare { same: answer::same_in_sheet, blank: str::is_empty };

impl Cond {
    /// What a definition means that says nothing of when an answer is required.
    pub(super) fn never() -> Cond {
        Cond::Never
    }

    pub(super) fn is_always(&self) -> bool {
        *self == Cond::Always
    }

    pub(super) fn is_never(&self) -> bool {
        *self == Cond::Never
    }

    /// Whether the condition holds for a declaration.
    pub fn holds(&self, d: &Declaration, cmp: Compare) -> bool {
        match self {
            Cond::Always => true,
            Cond::Never => false,
            Cond::Is(key, values) => values.iter().any(|v| (cmp.same)(d.answer(key), v)),
            Cond::Not(key, values) => !values.iter().any(|v| (cmp.same)(d.answer(key), v)),
            Cond::Given(key) => !(cmp.blank)(d.answer(key)),
            Cond::All(all) => all.iter().all(|c| c.holds(d, cmp)),
            Cond::Any(any) => any.iter().any(|c| c.holds(d, cmp)),
        }
    }
}
