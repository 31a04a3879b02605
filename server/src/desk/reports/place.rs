//! Where something that is counted stands: the page of its request, with the submission that was counted, at its field or row.

use app::desk::routes;
use domain::{Declaration, Location};

/// The submission.
pub fn submission(request: &str, number: impl ToString) -> String {
    routes::with(routes::request(request), &[("n", &number.to_string())])
}

/// A field of it.
pub fn field(request: &str, number: impl ToString, key: &str) -> String {
    format!("{}#{key}", submission(request, number))
}

/// Rows of its list of smelters that hold this text: of thousands it shows a page.
pub fn smelters(request: &str, number: impl ToString, text: &str) -> String {
    routes::with(submission(request, number), &[("view", "smelters"), ("q", text)])
}

/// A place of it.
pub fn at(request: &str, number: i64, location: &Location, declared: &Declaration) -> String {
    match location {
        Location::Declaration => submission(request, number),
        Location::Field { key } => field(request, number, key),
        Location::Table { table } => routes::with(submission(request, number), &[("view", table.name())]),
        Location::Row { table, row, .. } => {
            let cells = declared.rows(*table).iter().find(|it| it.id() == *row);
            // The first cell that tells it from most others.
            let tells = ["cid", "name", "lookup", "number"];
            let text = cells.and_then(|cells| {
                let filled = |key: &&str| table.filled(cells).find(|(column, _)| column == key);
                tells.iter().filter_map(filled).map(|(_, text)| text).find(|text| !text.trim().is_empty())
            });
            let view = [("view", table.name()), ("q", text.unwrap_or_default())];
            format!("{}#{}", routes::with(submission(request, number), &view), Location::row(*table, *row))
        }
    }
}
