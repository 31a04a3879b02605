//! The names of the covered countries, and of regions that are no country.

use super::COVERED;
use super::words::is_one;

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

/// What stands beside the name of a region and says no more.
const BESIDE: &str = " the a all any various several many multiple different some other others etc region regions area areas zone \
continent country countries state states and or und et ";

/// Whether a text names a region of the world, or the whole of it, or a list of such: no country stands there.
pub fn is_region(text: &str) -> bool {
    let known = |words: &str| {
        REGIONS[lower_bound(REGIONS, words)..].split('\n').next() == Some(words) && !words.is_empty()
    };
    let is = |part: &str| {
        let words = super::words(part);
        let said = || words.split(' ').filter(|word| !is_one(BESIDE, word));
        let bare = said().collect::<Vec<_>>().join(" ");
        let east = EAST_BESIDE.iter().find_map(|end| words.strip_suffix(end)).unwrap_or_default();
        // `Asia and Africa`: each of its words by itself.
        !words.is_empty()
            && (known(&words) || bare.is_empty() || known(&bare) || known(east) || said().all(known))
    };
    let parts = text.split(['/', ',', ';', '&', '+', '(', ')', '、', '，', '；', '（', '）', '\n']);
    is(text)
        || parts
            .filter(|p| !crate::answer::is_blank(p))
            .fold(None, |all, p| Some(all.unwrap_or(true) && is(p)))
            == Some(true)
}

/// The same at the end of words that are written without spaces.
const EAST_BESIDE: [&str; 6] = ["国家", "地区", "國家", "地區", "各国", "諸国"];
