//! A declaration: the answers of one supplier to one template.

use crate::answer;

pub use crate::table::{Declaration, ProductCol, ProductRow, RowId, SmelterCol, SmelterRow, Table};

/// The look-up choice for a smelter that the list does not have: name and country must follow.
pub const NOT_LISTED: &str = "Smelter not listed";
/// The look-up choice for a smelter that is not known yet.
pub const NOT_IDENTIFIED: &str = "Smelter not yet identified";

impl SmelterRow {
    /// Whether the supplier chose `Smelter not listed`.
    pub fn is_not_listed(&self) -> bool {
        answer::same(&self.lookup, NOT_LISTED)
    }

    /// Whether the supplier chose `Smelter not yet identified`.
    pub fn is_not_identified(&self) -> bool {
        answer::same(&self.lookup, NOT_IDENTIFIED)
    }
}

impl Declaration {
    /// The raw answer, empty where nothing was answered.
    pub fn answer(&self, key: &str) -> &str {
        self.answers.get(key).map_or("", String::as_str)
    }

    /// Whether the answer to `key` is `value` (letter case and surrounding space do not matter).
    pub fn is(&self, key: &str, value: &str) -> bool {
        answer::same(self.answer(key), value)
    }

    /// Sets an answer; an empty text removes it.
    pub fn set(&mut self, key: &str, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            self.answers.remove(key);
        } else {
            self.answers.insert(key.to_owned(), value);
        }
    }
}
