//! What a template is divided into: sections, and the tables among them.

use super::Cond;
use crate::{Table, word};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A part of the form: what one page shows, and what has a progress of its own. Which there are, and in which order, the
/// template says ([`crate::Template::sections`]).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Section(&'static str);

impl Section {
    /// The section of this key, for definitions; what a stranger names is looked up ([`crate::Template::find_section`]).
    pub fn new(key: &str) -> Section {
        Section(word::keep(key))
    }

    /// The section that is a table.
    pub fn of(table: Table) -> Section {
        Section(table.name())
    }

    /// The key used in addresses and texts.
    pub fn key(self) -> &'static str {
        self.0
    }

    /// The table that it is.
    pub fn table(self) -> Option<Table> {
        Table::named(self.0)
    }
}

impl fmt::Debug for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Section {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Section {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Section, D::Error> {
        Ok(Section::new(&String::deserialize(from)?))
    }
}

/// How the questions of a section are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Fields to be filled in, some beside others.
    Fields,
    /// The same questions for each metal, the metals side by side.
    Metals,
    /// Questions one below the other, each with its comment.
    Questions,
}

/// A section of questions as a template has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionDef {
    pub section: Section,
    pub layout: Layout,
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
