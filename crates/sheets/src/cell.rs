//! A cell, as whichever reader hands it over.

use crate::sanitize;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    /// A number, perhaps not a finite one.
    Number(f64),
    /// A truth value.
    Bool(bool),
    /// An error, for example `#N/A`.
    Error(String),
    /// A formula whose result was not stored.
    NotComputed,
}

/// A cell with content.
pub(crate) struct Cell<'a> {
    /// Row, from 1.
    pub(crate) row: u32,
    /// Column, from 0.
    pub(crate) col: u32,
    /// What it shows.
    pub(crate) value: Value<'a>,
    /// Whether a formula gave it.
    pub(crate) formula: bool,
}

impl Cell<'_> {
    /// Its name, for example `D22`.
    pub(crate) fn name(&self) -> String {
        sanitize::cell_name(self.row - 1, self.col)
    }
}
