//! A document without markup: EDGAR counts its columns.

use super::issue::{Found, Issue};
use super::scan::find;
use std::ops::Range;

/// The widest line of running text.
const TEXT: usize = 80;
/// The widest line between `<TABLE>` and `</TABLE>`.
const TABLE: usize = 132;

/// Looks at every line.
pub fn look(bytes: &[u8], body: Range<usize>, found: &mut Found) {
    let mut table = false;
    let mut at = body.start;
    for line in bytes[body].split(|byte| *byte == b'\n') {
        let text = line.strip_suffix(b"\r").unwrap_or(line);
        table |= find(text, 0, "<table").is_some();
        let (most, issue) = if table { (TABLE, Issue::LongTableLine) } else { (TEXT, Issue::LongLine) };
        if text.len() > most {
            found.add(at + most, issue, &text.len().to_string());
        }
        table &= find(text, 0, "</table").is_none();
        at += line.len() + 1;
    }
}
