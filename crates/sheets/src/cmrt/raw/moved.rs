//! Whether rows or columns were deleted or added: by what every version has at the same place, in every language.

use super::{Kept, Raw};
use crate::cmrt::LAST_ANSWER_ROW;
use domain::{Table, Template, answer};

/// Row, from 1, and column, from 0.
type Place = (u32, u32);
/// Where every version states itself: J3, and again in the smelter list.
const REVISION: Place = (3, 9);
const SECOND_REVISION: Place = (3, 16);
/// Where every version keeps the first two choices of its last question, below all answers and in English whatever it
/// shows: B108 and the cell below. Workbooks of our own do not have them.
const CHOICES: Place = (108, 1);
/// Where the second header of the product list stands: a formula in every version, as nothing around it is.
pub(super) const PRODUCT_HEADER: Place = (5, 2);

impl Raw {
    /// What stands elsewhere than in every version: sheet, where it should be, where it is. Then rows were deleted or
    /// added above it, and what is read by position may be something else.
    pub(in crate::cmrt) fn out_of_place(&self, template: &Template) -> Vec<(&'static str, Place, Place)> {
        let declaration = match self.revision() {
            Some((at, _)) if at != REVISION => Some((REVISION, at)),
            _ => self.choices(template).map(|row| (CHOICES, (row, CHOICES.1))),
        };
        let smelters =
            self.second_version.as_ref().map(|(_, row)| (SECOND_REVISION, (*row, SECOND_REVISION.1)));
        let products = self.product_header.map(|row| (PRODUCT_HEADER, (row, PRODUCT_HEADER.1)));
        [
            ("Declaration", declaration),
            (Table::SMELTERS.sheet(), smelters),
            (Table::PRODUCTS.sheet(), products),
        ]
        .into_iter()
        .filter_map(|(sheet, at)| at.map(|(right, found)| (sheet, right, found)))
        .filter(|(_, right, found)| right != found)
        .collect()
    }

    /// The row in which the choices of the last question begin.
    fn choices(&self, template: &Template) -> Option<u32> {
        let [first, second, ..] = template.field("h")?.options() else { return None };
        let holds = |row: u32, text: &str| matches!(self.answers.get(&(row, CHOICES.1)), Some(Kept::Text(t)) if answer::same(t, text));
        (1..LAST_ANSWER_ROW).find(|row| holds(*row, first) && holds(row + 1, second))
    }
}
