//! Pages by key, both ways: a page costs its own length wherever in the list it is.

use service::records::Page;

/// From where a page is read, and which way.
#[derive(Clone, Copy)]
pub struct From<'a> {
    cursor: Option<(&'a str, &'a str)>,
    back: bool,
}

impl<'a> From<'a> {
    /// Behind one row, or before another; the beginning where neither can be read.
    pub fn of(after: Option<&'a str>, before: Option<&'a str>) -> From<'a> {
        let cursor = before.or(after).and_then(|place| place.split_once('|'));
        From { cursor, back: before.is_some() && cursor.is_some() }
    }

    /// Identifier and key of the row that is not read any more.
    pub fn place(&self) -> Option<(&'a str, &'a str)> {
        self.cursor
    }

    /// Direction of the order, and how a key compares that comes behind the place.
    pub fn order(&self, descending: bool) -> (&'static str, &'static str) {
        if descending != self.back { ("DESC", "<") } else { ("ASC", ">") }
    }

    /// The page, of rows read in that order and one more than it holds.
    pub fn page<T>(&self, mut rows: Vec<T>, limit: usize, cursor: fn(&T) -> String) -> Page<T> {
        let more = rows.len() > limit;
        rows.truncate(limit);
        if self.back {
            rows.reverse();
        }
        let (begins, ends) = match self.back {
            // What the reader came from lies behind.
            true => (more, true),
            false => (self.cursor.is_some(), more),
        };
        let previous = rows.first().filter(|_| begins).map(cursor);
        let next = rows.last().filter(|_| ends).map(cursor);
        Page { rows, next, previous }
    }
}
