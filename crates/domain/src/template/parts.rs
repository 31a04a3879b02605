//! What a template is divided into: sections, and the tables among them.

use super::Cond;
use crate::Table;
use serde::{Deserialize, Serialize};

/// A part of the form: what one page shows, and what has a progress of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
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

impl From<Section> for &'static str {
    fn from(section: Section) -> &'static str {
        section.key()
    }
}

impl TryFrom<String> for Section {
    type Error = &'static str;

    fn try_from(key: String) -> Result<Section, Self::Error> {
        Section::parse(&key).ok_or("no section of a template")
    }
}

/// A table as a template has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableDef {
    pub table: Table,
    /// Its columns, left to right.
    pub columns: Vec<Column>,
    /// When rows are asked for.
    pub asked: Cond,
}

/// A column of a table as a template has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its key, one of [`Table::columns`].
    pub key: String,
    /// Where the sheet has it.
    pub letter: String,
}

impl TableDef {
    /// A table with all its columns where the newest template has them.
    #[cfg(feature = "templates")]
    pub(super) fn whole(table: Table, asked: Cond) -> TableDef {
        let columns: Vec<_> = table.columns().iter().copied().zip(table.letters().iter().copied()).collect();
        TableDef::new(table, &columns, asked)
    }

    /// A table with these columns.
    #[cfg(any(test, feature = "templates"))]
    pub(super) fn new(table: Table, columns: &[(&str, &str)], asked: Cond) -> TableDef {
        let column = |(key, letter): &(&str, &str)| Column { key: (*key).into(), letter: (*letter).into() };
        TableDef { table, columns: columns.iter().map(column).collect(), asked }
    }

    /// The keys of its columns, left to right.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.key.as_str())
    }

    /// Its columns, counted as in [`Table::columns`], with their letters.
    pub fn places(&self) -> impl Iterator<Item = (usize, &str)> {
        self.columns.iter().filter_map(|c| Some((self.table.column(&c.key)?, c.letter.as_str())))
    }

    /// The letter of a column; none where the template does not have it.
    pub fn letter(&self, key: &str) -> Option<&str> {
        self.columns.iter().find(|column| column.key == key).map(|column| column.letter.as_str())
    }
}
