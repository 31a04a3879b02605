//! What a template is divided into: sections, and the tables among them.

use super::Cond;
use crate::table::TableWords;
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
#[serde(try_from = "StoredTable", into = "StoredTable")]
pub struct TableDef {
    pub table: Table,
    /// Its columns, left to right.
    pub columns: Vec<Column>,
    /// When rows are asked for.
    pub asked: Cond,
}

/// A definition as it is written: with what a table is that is not built in.
#[derive(Serialize, Deserialize)]
struct StoredTable {
    table: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words: Option<TableWords>,
    columns: Vec<Column>,
    asked: Cond,
}

impl From<TableDef> for StoredTable {
    fn from(def: TableDef) -> StoredTable {
        let TableDef { table, columns, asked } = def;
        StoredTable { table: table.name().to_owned(), words: table.words(), columns, asked }
    }
}

impl TryFrom<StoredTable> for TableDef {
    type Error = String;

    fn try_from(stored: StoredTable) -> Result<TableDef, String> {
        let StoredTable { table, words, columns, asked } = stored;
        let known = words.as_ref().map(Table::new).or_else(|| Table::named(&table));
        let table = known.ok_or_else(|| format!("there is no table {table:?}"))?;
        Ok(TableDef { table, columns, asked })
    }
}

/// A column of a table as a template has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its key, one of [`Table::columns`].
    pub key: String,
    /// Where the sheet has it.
    pub letter: String,
    #[serde(default, skip_serializing_if = "CellInput::is_text")]
    pub input: CellInput,
}

/// How a cell is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellInput {
    #[default]
    Text,
    /// Several lines.
    LongText,
    /// One of these.
    Choice(Vec<String>),
    /// One of the metals that the template asks about.
    Metal,
    /// A name of the list of smelters for the metal that another column of the row says, or a text.
    SmelterOf(String),
    /// A country's name, or another text.
    Country,
}

impl CellInput {
    fn is_text(&self) -> bool {
        *self == CellInput::Text
    }

    /// How a column of the tables that are built in is filled in.
    #[cfg(any(test, feature = "templates"))]
    fn usual(table: Table, key: &str) -> CellInput {
        match key {
            "comment" | "next_steps" => CellInput::LongText,
            _ if table != Table::SMELTERS => CellInput::Text,
            "metal" => CellInput::Metal,
            "lookup" => CellInput::SmelterOf("metal".to_owned()),
            "country" => CellInput::Country,
            "recycled" => CellInput::Choice(["Yes", "No", "Unknown"].map(String::from).into()),
            _ => CellInput::Text,
        }
    }
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
        let column = |(key, letter): &(&str, &str)| Column {
            key: (*key).into(),
            letter: (*letter).into(),
            input: CellInput::usual(table, key),
        };
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

    /// How a column is filled in.
    pub fn input(&self, key: &str) -> &CellInput {
        self.columns.iter().find(|column| column.key == key).map_or(&CellInput::Text, |column| &column.input)
    }

    /// The letter of a column; none where the template does not have it.
    pub fn letter(&self, key: &str) -> Option<&str> {
        self.columns.iter().find(|column| column.key == key).map(|column| column.letter.as_str())
    }
}
