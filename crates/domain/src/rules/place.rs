//! Checking one place of a long declaration: what a keystroke waits for.

use super::{Settings, check};
use crate::{Declaration, Finding, Location, References, Table, Template};

/// What the rules say about one field or row, looking at the answers and that row alone: as good as [`check`] for all
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
    match place {
        Location::Row { table: Table::Smelters, row, .. } => {
            part.smelters.extend(d.smelters.iter().find(|r| r.id == *row).cloned());
        }
        Location::Row { row, .. } => part.products.extend(d.products.iter().find(|r| r.id == *row).cloned()),
        _ => {}
    }
    let mut findings = check(&part, template, references, settings).findings;
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
