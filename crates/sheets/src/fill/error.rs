//! Why a workbook cannot be filled or written, in words for whoever asked for it.

use crate::ReadError;
use crate::error::render;
use domain::Texts;
use serde::{Deserialize, Serialize};

/// Why no workbook was written. Never a part of one is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WriteError {
    /// The template cannot be read, or is another one.
    Template(ReadError),
    /// A version that cannot be written.
    UnknownVersion {
        /// As asked for.
        version: String,
    },
    /// The template has an answer in it already.
    Filled {
        sheet: String,
        /// The first cell with an answer.
        cell: String,
    },
    /// The template's sheets are not built as this version's are.
    Unfamiliar {
        /// What is different.
        part: String,
    },
    /// More rows than the template has room for.
    NoRoom {
        sheet: String,
        rows: usize,
        /// Rows that there are.
        room: usize,
    },
    /// An answer for which this version has no place.
    NoPlace {
        /// The key of the answer or column.
        key: String,
        version: String,
    },
    /// A text that is longer than a cell can be.
    TooLong { sheet: String, cell: String },
    /// The writer gave up.
    Failed {
        /// Why, in its own words.
        why: String,
    },
}

impl WriteError {
    /// The stable code: `fill.error.<code>.what` and `.todo`.
    pub fn code(&self) -> &'static str {
        match self {
            WriteError::Template(error) => error.code(),
            WriteError::UnknownVersion { .. } => "unknown_version",
            WriteError::Filled { .. } => "filled",
            WriteError::Unfamiliar { .. } => "unfamiliar",
            WriteError::NoRoom { .. } => "no_room",
            WriteError::NoPlace { .. } => "no_place",
            WriteError::TooLong { .. } => "too_long",
            WriteError::Failed { .. } => "failed",
        }
    }

    /// Values for the texts.
    pub fn args(&self) -> Vec<(String, String)> {
        let arg = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        match self {
            WriteError::Template(error) => error.args(),
            WriteError::UnknownVersion { version } => vec![arg("version", version)],
            WriteError::Filled { sheet, cell } | WriteError::TooLong { sheet, cell } => {
                vec![arg("sheet", sheet), arg("cell", cell)]
            }
            WriteError::Unfamiliar { part } => vec![arg("part", part)],
            WriteError::NoRoom { sheet, rows, room } => {
                vec![arg("sheet", sheet), arg("rows", &rows.to_string()), arg("room", &room.to_string())]
            }
            WriteError::NoPlace { key, version } => vec![arg("key", key), arg("version", version)],
            WriteError::Failed { why } => vec![arg("why", why)],
        }
    }

    /// What happened, and why.
    pub fn what(&self, texts: &Texts) -> String {
        match self {
            WriteError::Template(error) => error.what(texts),
            _ => render(texts, &format!("fill.error.{}.what", self.code()), &self.args()),
        }
    }

    /// What to do.
    pub fn todo(&self, texts: &Texts) -> String {
        match self {
            WriteError::Template(_) => texts.get("fill.error.template.todo").to_owned(),
            _ => render(texts, &format!("fill.error.{}.todo", self.code()), &self.args()),
        }
    }
}

impl From<ReadError> for WriteError {
    fn from(error: ReadError) -> WriteError {
        WriteError::Template(error)
    }
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code())?;
        for (name, value) in self.args() {
            write!(f, " {name}={value:?}")?;
        }
        Ok(())
    }
}

impl std::error::Error for WriteError {}
