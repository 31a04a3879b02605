//! How a table is shown: its title, its columns, what its rows are called, the day of its lists. Its numbers, and what an annex
//! lists, are nobody's to change.

use crate::document::{Column, Inline, Line, MOST_COLUMNS, Row, Table, Text};
use domain::Day;
use serde::{Deserialize, Serialize};

/// What somebody made of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Blank for the usual one.
    pub title: Text,
    /// In their order; empty for the usual ones.
    pub columns: Vec<Shown>,
    /// Words of its rows that are called otherwise; the usual ones are left out.
    #[serde(default)]
    pub labels: Vec<Label>,
    pub dated: Dated,
    pub by: Text,
    pub on: Day,
}

/// What a row is called, and what somebody calls it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    pub usual: String,
    pub own: Text,
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
    /// Two rows that would be called the same and are not.
    Alike,
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

    /// What its rows are called, each once: the words beside the numbers. An annex has none, since its words are the data.
    pub fn labels(&self) -> Vec<String> {
        let mut all = Vec::new();
        if self.free {
            return all;
        }
        for row in &self.rows {
            for (cell, known) in row.cells.iter().zip(&self.columns) {
                if let (false, Some(label)) = (known.column.number, label(cell))
                    && !all.iter().any(|it| it == label)
                {
                    all.push(label.to_owned());
                }
            }
        }
        all
    }

    /// The table as it is shown.
    pub fn shown(&self, look: Option<&Look>) -> Result<Table, String> {
        let chosen = self.columns(look);
        let title = look.map(|look| look.title.as_str().trim()).filter(|title| !title.is_empty());
        let columns = chosen
            .iter()
            .map(|(at, title)| Column { title: title.clone(), number: self.columns[*at].column.number });
        let labels = look.filter(|_| !self.free).map_or(&[][..], |look| &look.labels);
        let called = |at: usize, cell: &Line| {
            let own = label(cell).filter(|_| !self.columns[at].column.number);
            let own = own.and_then(|usual| labels.iter().find(|it| it.usual == usual));
            own.map_or_else(|| cell.clone(), |it| vec![Inline::Text(it.own.clone())])
        };
        let rows = self.rows.iter().map(|row| Row {
            cells: chosen.iter().map(|(at, _)| called(*at, &row.cells[*at])).collect(),
            total: row.total,
        });
        Table::new(self.id, title.unwrap_or(self.title), columns.collect(), rows.collect())
    }

    /// What its rows are called where they are called so, in the order of [`Self::labels`]; none where two would be alike.
    pub fn relabelled(&self, own: &[String]) -> Result<Vec<Label>, Unfit> {
        let (mut called, mut out) = (Vec::new(), Vec::new());
        for (at, usual) in self.labels().into_iter().enumerate() {
            let own = own.get(at).map_or("", |own| own.trim());
            let words = if own.is_empty() { usual.clone() } else { own.to_owned() };
            if called.contains(&words) {
                return Err(Unfit::Alike);
            }
            if words != usual {
                out.push(Label { usual, own: Text::new(&words) });
            }
            called.push(words);
        }
        Ok(out)
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

/// The words of a cell that is nothing else.
fn label(cell: &Line) -> Option<&str> {
    match &cell[..] {
        [Inline::Text(text)] if !text.as_str().trim().is_empty() => Some(text.as_str()),
        _ => None,
    }
}
