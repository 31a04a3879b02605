//! How a table is shown: its title, its columns, the day of its lists. What stands in its cells is nobody's to change.

use crate::day::Day;
use crate::document::{Column, MOST_COLUMNS, Row, Table, Text};
use serde::{Deserialize, Serialize};

/// What somebody made of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Blank for the usual one.
    pub title: Text,
    /// In their order; empty for the usual ones.
    pub columns: Vec<Shown>,
    pub dated: Dated,
    pub by: Text,
    pub on: Day,
}

/// A column that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub key: String,
    /// Blank for the usual one.
    pub title: Text,
}

/// Which day of the lists stands with an annex.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dated {
    /// Each list with its own.
    #[default]
    Lists,
    /// That for which the lists were asked.
    Asked,
    Nothing,
}

impl Dated {
    pub const ALL: [Dated; 3] = [Dated::Lists, Dated::Asked, Dated::Nothing];
}

/// A table with every column that it can have.
#[derive(Clone, Debug)]
pub struct Whole {
    pub id: &'static str,
    pub title: &'static str,
    pub columns: Vec<Known>,
    pub rows: Vec<Row>,
    /// Whether columns can be left out or change places: of an annex, which adds nothing up.
    pub free: bool,
}

/// A column that a table can have.
#[derive(Clone, Debug)]
pub struct Known {
    pub key: &'static str,
    pub column: Column,
    /// Whether it is shown where nobody chose.
    pub usual: bool,
}

/// Why a table cannot be shown so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// No column, or more than a page holds.
    Count,
    /// A column twice.
    Twice,
    /// A column that this table does not have, or lacks one that it needs.
    Other,
}

impl Known {
    pub fn new(key: &'static str, column: Column) -> Known {
        Known { key, column, usual: true }
    }

    /// Shown where somebody asks for it.
    pub fn rare(key: &'static str, column: Column) -> Known {
        Known { key, column, usual: false }
    }
}

impl Whole {
    /// The columns that stand in it, each with its place among all and its title.
    pub fn columns(&self, look: Option<&Look>) -> Vec<(usize, Text)> {
        let own = |at: usize| self.columns[at].column.title.clone();
        let of = |shown: &Shown| {
            let at = self.columns.iter().position(|it| it.key == shown.key)?;
            let blank = shown.title.as_str().trim().is_empty();
            Some((at, if blank { own(at) } else { shown.title.clone() }))
        };
        let chosen: Vec<_> = look.map_or(Vec::new(), |look| look.columns.iter().filter_map(of).collect());
        // A column can be gone since it was chosen: then the usual ones stand.
        match chosen.is_empty() || (!self.free && chosen.len() != self.columns.len()) {
            false => chosen,
            true => {
                (0..self.columns.len()).filter(|at| self.columns[*at].usual).map(|at| (at, own(at))).collect()
            }
        }
    }

    /// The table as it is shown.
    pub fn shown(&self, look: Option<&Look>) -> Result<Table, String> {
        let chosen = self.columns(look);
        let title = look.map(|look| look.title.as_str().trim()).filter(|title| !title.is_empty());
        let columns = chosen
            .iter()
            .map(|(at, title)| Column { title: title.clone(), number: self.columns[*at].column.number });
        let rows = self.rows.iter().map(|row| Row {
            cells: chosen.iter().map(|(at, _)| row.cells[*at].clone()).collect(),
            total: row.total,
        });
        Table::new(self.id, title.unwrap_or(self.title), columns.collect(), rows.collect())
    }

    /// Why these columns cannot be shown.
    pub fn unfit(&self, columns: &[Shown]) -> Option<Unfit> {
        let keys: Vec<&str> = columns.iter().map(|it| it.key.as_str()).collect();
        let all: Vec<&str> = self.columns.iter().map(|it| it.key).collect();
        let twice = |(at, key): (usize, &&str)| keys[..at].contains(key);
        if keys.is_empty() || keys.len() > MOST_COLUMNS {
            Some(Unfit::Count)
        } else if keys.iter().enumerate().any(twice) {
            Some(Unfit::Twice)
        } else {
            let fits = if self.free { keys.iter().all(|key| all.contains(key)) } else { keys == all };
            (!fits).then_some(Unfit::Other)
        }
    }
}
