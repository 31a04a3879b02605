//! What the rules say of the draft, and what they know: the part that loads once the form is live.

use super::parts::Rules;
use crate::supplier::form::{Data, Form};
use crate::supplier::model::ReferenceFile;
use crate::supplier::wire;
use domain::complete::complete_row;
use domain::{Finding, Location, References, Report, RowId, Settings, answer, check_draft};

/// Its functions.
pub const RULES: Rules = Rules { whole, place, complete, references };

/// The settings of a check: the day and the campaign's profile.
fn settings(data: &Data) -> Settings<'_> {
    Settings { today: answer::parse_date(&data.page.today), profile: &data.page.profile }
}

fn whole(form: Form) -> Report {
    form.with(|d| check_draft(&d.draft.declaration, d.template, &d.references, settings(d)))
}

fn place(form: Form, place: &Location) -> Vec<Finding> {
    form.with(|d| {
        domain::rules::check_place(&d.draft.declaration, place, d.template, &d.references, settings(d))
    })
}

fn complete(form: Form, only: Option<RowId>) -> Vec<RowId> {
    form.change(|d| {
        let rows = &mut d.draft.declaration;
        let Some(id) = only else { return domain::complete(rows, d.template, &d.references) };
        let row = rows.smelters.iter_mut().find(|row| row.id == id);
        let filled = row.is_some_and(|row| complete_row(row, d.template, &d.references));
        if filled { vec![id] } else { Vec::new() }
    })
}

fn references(text: &str) -> Option<References> {
    let file = wire::read::<ReferenceFile>(text)?;
    Some(References::new(file.source, file.as_of, file.smelters))
}
