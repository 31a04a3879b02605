//! Checking one place of a long declaration: what a keystroke waits for.

use super::{Settings, check_draft};
use crate::{Declaration, Finding, Location, References, Template};

/// What the rules say about one field or row, looking at the answers and that row alone: as good as [`check_draft`] for all
/// but what only the other rows tell (that a row is there twice, for one). With thousands of rows it takes a fraction
/// of the time.
pub fn check_place(
    d: &Declaration,
    place: &Location,
    template: &Template,
    references: &References,
    settings: Settings,
) -> Vec<Finding> {
    let mut part = Declaration { answers: d.answers.clone(), ..Declaration::default() };
    if let Location::Row { table, row, .. } = place
        && let Some(row) = d.rows(*table).find(*row)
    {
        let copy = part.rows_mut(*table).add();
        copy.place(row.id(), row.order(), row.sheet_row());
        for col in 0..table.columns().len() {
            if let Some(cell) = copy.cell_mut(col) {
                row.cell(col).clone_into(cell);
            }
        }
    }
    let mut findings = check_draft(&part, template, references, settings).findings;
    findings.retain(|f| is_at(&f.location, place));
    findings
}

/// Whether a location is a place, whichever of its columns it names.
fn is_at(location: &Location, place: &Location) -> bool {
    match (location, place) {
        (Location::Row { table: a, row: b, .. }, Location::Row { table: c, row: d, .. }) => a == c && b == d,
        (a, b) => a == b,
    }
}
