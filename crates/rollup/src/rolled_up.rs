//! What comes of a roll-up.

use crate::inclusion::Inclusion;
use crate::leak::{Leak, Needles};
use crate::merge::{LeftOutRow, Merged};
use crate::reported::Reported;
use crate::resolve::Who;
use crate::rules::Cell;
use domain::Declaration;

/// The company's own declaration, and what it rests on. Only [`Rollup::declaration`] may leave; everything else names
/// suppliers.
#[derive(Clone, Debug, Default)]
pub struct Rollup {
    pub declaration: Declaration,
    /// What each answer rests on, in the order of the template's questions.
    pub cells: Vec<Cell>,
    /// What each smelter rests on, in the order in which they are written.
    pub smelters: Vec<Reported>,
    pub inclusion: Inclusion,
    /// The smelters as they were named, whatever became of them.
    pub merged: Merged,
    /// Every row that came and is not written, with one reason, by row.
    pub left_out: Vec<LeftOutRow>,
    /// What the declaration says that may not leave; nobody may export it while there is any. The company's own words are
    /// searched as well.
    pub leaks: Vec<Leak>,
}

impl Rollup {
    /// What an answer rests on.
    pub fn cell(&self, key: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.key == key)
    }

    /// The smelters whose number and name only a list has that may not be passed on: nothing leaves while there is any.
    pub fn held(&self) -> impl Iterator<Item = &Reported> {
        self.smelters.iter().filter(|smelter| smelter.held_by.is_some())
    }

    /// The questions that the company is asked.
    pub fn open(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| cell.is_open)
    }

    /// What may not leave and is in the declaration all the same. Names that the public list itself has are told apart, by
    /// [`Reported::has_name_of_supplier`]: what a supplier that is a smelter is called, everybody can read.
    pub fn search(&self, needles: &Needles) -> Vec<Leak> {
        let mut found = needles.search(&self.declaration);
        found.retain(|leak| {
            let listed = self.smelters.iter().any(|s| {
                let by_list = s.status.is_some() && matches!(s.key.who, Who::Cid(_));
                by_list
                    && leak.place.starts_with("smelters[")
                    && (leak.text == s.name || leak.text == s.country)
            });
            !listed
        });
        found
    }
}
