//! The parts of the form that the browser loads when they are needed.

use super::model::{AnswerPage, Step};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What keeps and saves, and what buttons do.
    Actions,
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

    /// What has to be here before a page is taken over.
    pub fn first_for(page: &AnswerPage) -> impl Iterator<Item = Part> {
        let conflicts = (!page.conflicts.is_empty()).then_some(Part::Actions);
        Part::of(page.step).into_iter().chain(conflicts)
    }

    /// How the site build calls its file.
    pub fn name(self) -> &'static str {
        match self {
            Part::Actions => "actions",
            Part::Rows => "rows",
            Part::Review => "review",
            Part::Rules => "rules",
            Part::Import => "import",
        }
    }
}
