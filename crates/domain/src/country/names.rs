//! The names of the covered countries, and of regions that are no country.

use super::COVERED;

/// `name|code`, in the order of bytes; `?` before the code of what is only likely.
const NAMES: &str = include_str!("covered.txt");
/// Folded names of regions, in the order of bytes.
const REGIONS: &str = include_str!("regions.txt");

/// Where the first line begins that does not come before a text.
fn lower_bound(lines: &str, text: &str) -> usize {
    let bytes = lines.as_bytes();
    let (mut from, mut to) = (0, bytes.len());
    while from < to {
        let middle = (from + to) / 2;
        let start = bytes[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let end = bytes[middle..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |at| middle + at);
        match bytes[start..end] < *text.as_bytes() {
            true => from = (end + 1).min(bytes.len()),
            false => to = start,
        }
    }
    from
}

/// What a folded text is among the names.
pub(super) struct Looked {
    /// The country, by its place among [`COVERED`], and whether it is only likely.
    pub(super) name: Option<(usize, bool)>,
    /// Whether a longer name begins so.
    pub(super) begins: bool,
}

/// Looks a folded text up.
pub(super) fn look(text: &str) -> Looked {
    let line_at = |at: usize| NAMES[at..].split('\n').next().unwrap_or("");
    let after = line_at(lower_bound(NAMES, text));
    let begins = after.starts_with(text);
    let exact = line_at(lower_bound(NAMES, &format!("{text}|")));
    let code = exact.strip_prefix(text).and_then(|rest| rest.strip_prefix('|'));
    let name = code.and_then(|code| {
        let plain = code.trim_start_matches('?');
        let at = COVERED.iter().position(|c| *c == plain)?;
        Some((at, code.len() > plain.len()))
    });
    Looked { name, begins }
}

/// Whether a text names a region of the world, or the whole of it, or a list of such: no country stands there.
pub fn is_region(text: &str) -> bool {
    let is = |part: &str| {
        let words = super::words(part);
        let line = REGIONS[lower_bound(REGIONS, &words)..].split('\n').next().unwrap_or("");
        !words.is_empty() && line == words
    };
    let parts = text.split(['/', ',', ';', '&', '+', '、', '，', '；', '\n']);
    is(text)
        || parts
            .filter(|p| !crate::answer::is_blank(p))
            .fold(None, |all, p| Some(all.unwrap_or(true) && is(p)))
            == Some(true)
}
