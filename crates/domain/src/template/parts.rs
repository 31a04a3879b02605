//! What a template is divided into: sections, and the tables among them.

use super::Cond;
use crate::Table;

/// A part of the form: what one page shows, and what has a progress of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Company, contact, authorizer, scope, date.
    Company,
    /// The per-metal questions.
    Metals,
    /// The company-level questions.
    Policy,
    /// A table.
    Rows(Table),
}

impl Section {
    /// Those without rows, in the order in which they are answered.
    pub const QUESTIONS: [Section; 3] = [Section::Company, Section::Metals, Section::Policy];

    /// The key used in addresses and texts.
    pub fn key(self) -> &'static str {
        match self {
            Section::Company => "company",
            Section::Metals => "metals",
            Section::Policy => "policy",
            Section::Rows(table) => table.name(),
        }
    }

    /// Finds a section by its key.
    pub fn parse(key: &str) -> Option<Section> {
        let questions = Section::QUESTIONS.into_iter().find(|s| s.key() == key);
        questions.or_else(|| Table::named(key).map(Section::Rows))
    }
}

/// A table as a template has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDef {
    /// Which.
    pub table: Table,
    /// Its columns, counted as in [`Table::columns`], with their letters.
    pub columns: Vec<(usize, &'static str)>,
    /// When rows are asked for.
    pub asked: Cond,
}

impl TableDef {
    /// A table with all its columns where the newest template has them.
    pub(super) fn whole(table: Table, asked: Cond) -> TableDef {
        TableDef { table, columns: table.letters().iter().copied().enumerate().collect(), asked }
    }

    /// A table with these columns.
    pub(super) fn new(table: Table, columns: &[(&'static str, &'static str)], asked: Cond) -> TableDef {
        let at = |key| table.column(key).unwrap_or_default();
        TableDef { table, columns: columns.iter().map(|(key, letter)| (at(key), *letter)).collect(), asked }
    }

    /// The keys of its columns, left to right.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|(col, _)| self.table.columns()[*col])
    }

    /// The letter of a column; none where the template does not have it.
    pub fn letter(&self, key: &str) -> Option<&'static str> {
        let col = self.table.column(key)?;
        self.columns.iter().find(|(c, _)| *c == col).map(|(_, letter)| *letter)
    }
}
