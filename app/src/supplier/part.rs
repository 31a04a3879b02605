//! The parts of the form that the browser loads when they are needed.

use super::model::Step;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The steps that are tables of rows, and what can be done with rows.
    Rows,
    /// The steps that look at what was answered.
    Review,
    Rules,
    /// The reading of a workbook.
    Import,
}

impl Part {
    /// What draws a step; nothing for the steps that ask questions, which come with the page.
    pub fn of(step: Step) -> Option<Part> {
        match step {
            Step::Corrections | Step::Review => Some(Part::Review),
            Step::Of(section) => section.table().map(|_| Part::Rows),
        }
    }

    /// How the site build calls its file.
    pub fn name(self) -> &'static str {
        match self {
            Part::Rows => "rows",
            Part::Review => "review",
            Part::Rules => "rules",
            Part::Import => "import",
        }
    }
}
