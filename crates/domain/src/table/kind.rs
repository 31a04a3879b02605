//! Which tables there are: those that are built in, and those that definitions bring along.

use crate::word;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{PoisonError, RwLock};

/// A table that declarations have. Which of them a template has, and with which columns, its definition says
/// ([`crate::Template::tables`]).
#[derive(Clone, Copy)]
pub struct Table(pub(super) &'static Kind);

/// What is the same of a table wherever it is.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) key: &'static str,
    pub(super) sheet: &'static str,
    pub(super) first_row: u32,
    pub(super) columns: &'static [&'static str],
    pub(super) letters: &'static [&'static str],
    /// The columns that say what a row is about, the best first.
    pub(super) named_by: &'static [&'static str],
    /// The columns that a short list shows.
    pub(super) brief: &'static [&'static str],
}

/// What a definition says of a table that it brings along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableWords {
    /// The name of its rows together: `grades`. Stands in files and addresses.
    pub name: String,
    /// The key used in paths: `grade`.
    pub key: String,
    pub sheet: String,
    /// The sheet row (counted from 1) of the first data row.
    pub first_row: u32,
    /// The keys of its columns in any template, left to right. The first says what a row is about.
    pub columns: Vec<String>,
}

/// How many columns a short list shows of a table that a definition brought along.
const BRIEF: usize = 5;

/// What definitions brought along. Nothing that a stranger names becomes one.
static BROUGHT: RwLock<Vec<Table>> = RwLock::new(Vec::new());

impl Table {
    /// The table of these words, for definitions; what a stranger names is looked up ([`Table::named`]). Of two
    /// definitions that bring the same key along the first holds.
    pub fn new(words: &TableWords) -> Table {
        let mut brought = BROUGHT.write().unwrap_or_else(PoisonError::into_inner);
        let mut known = Table::BUILT_IN.iter().chain(brought.iter());
        if let Some(table) = known.find(|t| t.key() == words.key || t.name() == words.name) {
            return *table;
        }
        let columns: Vec<&'static str> = words.columns.iter().map(|key| word::keep(key)).collect();
        let columns: &'static [&'static str] = columns.leak();
        let table = Table(Box::leak(Box::new(Kind {
            name: word::keep(&words.name),
            key: word::keep(&words.key),
            sheet: word::keep(&words.sheet),
            first_row: words.first_row,
            columns,
            letters: &[],
            named_by: &columns[..columns.len().min(1)],
            brief: &columns[..columns.len().min(BRIEF)],
        })));
        brought.push(table);
        table
    }

    /// What a definition has to say of it; nothing of a table that is built in.
    pub(crate) fn words(self) -> Option<TableWords> {
        let own = |text: &str| text.to_owned();
        (!Table::BUILT_IN.contains(&self)).then(|| TableWords {
            name: own(self.name()),
            key: own(self.key()),
            sheet: own(self.sheet()),
            first_row: self.first_row(),
            columns: self.columns().iter().copied().map(String::from).collect(),
        })
    }

    /// Every table: first those that are built in.
    pub fn all() -> Vec<Table> {
        let brought = BROUGHT.read().unwrap_or_else(PoisonError::into_inner);
        Table::BUILT_IN.iter().chain(brought.iter()).copied().collect()
    }

    /// Finds a table by the name of its rows.
    pub fn named(name: &str) -> Option<Table> {
        Table::all().into_iter().find(|t| t.name() == name)
    }

    /// Finds a table by its key.
    pub fn parse(key: &str) -> Option<Table> {
        Table::all().into_iter().find(|t| t.key() == key)
    }

    /// The name of its rows together: `smelters`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The key used in paths: `smelter`, `product`.
    pub fn key(self) -> &'static str {
        self.0.key
    }

    /// The sheet's name, the same in every language.
    pub fn sheet(self) -> &'static str {
        self.0.sheet
    }

    /// The sheet row (counted from 1) of the first data row.
    pub fn first_row(self) -> u32 {
        self.0.first_row
    }

    /// The keys of its columns in any template, left to right.
    pub fn columns(self) -> &'static [&'static str] {
        self.0.columns
    }

    /// The letters of its columns in the newest template, left to right; of those that are built in.
    pub fn letters(self) -> &'static [&'static str] {
        self.0.letters
    }

    /// The columns that a short list of its rows shows, where the template has them.
    pub fn brief(self) -> &'static [&'static str] {
        self.0.brief
    }

    /// Where it stands among all.
    fn rank(self) -> usize {
        Table::all().iter().position(|t| *t == self).unwrap_or(usize::MAX)
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Table) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Table {}

impl Hash for Table {
    fn hash<H: Hasher>(&self, to: &mut H) {
        self.key().hash(to);
    }
}

impl PartialOrd for Table {
    fn partial_cmp(&self, other: &Table) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Table {
    fn cmp(&self, other: &Table) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Table {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Table, D::Error> {
        let name = String::deserialize(from)?;
        Table::named(&name).ok_or_else(|| D::Error::custom(format!("there is no table {name:?}")))
    }
}
