//! The lines that EDGAR puts around a document once it is filed: `<DOCUMENT>`, its type, its name, `<TEXT>`.

use super::issue::{Found, Issue};
use super::scan::find;
use crate::name;
use std::ops::Range;

/// Where the document itself stands, and the name that it was filed under.
pub struct Envelope {
    pub body: Range<usize>,
    pub name: Option<String>,
}

/// Takes the envelope off, if there is one.
pub fn open(bytes: &[u8], found: &mut Found) -> Envelope {
    // A byte order mark is told of elsewhere.
    let mark = if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
    let start = mark + bytes[mark..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    if !starts(&bytes[start..], "<document>") {
        return Envelope { body: 0..bytes.len(), name: None };
    }
    let text = find(bytes, start, "<text>");
    if text.is_none() {
        found.add(start, Issue::NoText, "<TEXT>");
    }
    let page = || find(bytes, start, "<html").unwrap_or(bytes.len());
    let (text, body) = text.map_or_else(|| (page(), page()), |at| (at, at + "<text>".len()));
    let head = start..text;
    if value(bytes, head.clone(), "<type>").is_none() {
        found.add(start, Issue::NoType, "<TYPE>");
    }
    let named = value(bytes, head, "<filename>");
    if let Some((at, name)) = named.as_ref().filter(|(_, name)| !name::fits(name)) {
        found.add(*at, Issue::FileName, name);
    }
    let end = ["</text>", "</document>"].map(|tag| {
        let at = find(bytes, body, tag);
        if at.is_none() {
            found.add(start, Issue::NoEnd, &tag.to_ascii_uppercase());
        }
        at.unwrap_or(bytes.len())
    });
    Envelope { body: body..end[0].min(end[1]), name: named.map(|(_, name)| name) }
}

/// What stands behind a tag of the head, to the end of its line.
fn value(bytes: &[u8], head: Range<usize>, tag: &str) -> Option<(usize, String)> {
    let at = find(&bytes[..head.end], head.start, tag)? + tag.len();
    let len = bytes[at..head.end].iter().take_while(|byte| **byte != b'\n').count();
    let value = String::from_utf8_lossy(&bytes[at..at + len]).trim().to_owned();
    (!value.is_empty()).then_some((at, value))
}

fn starts(bytes: &[u8], word: &str) -> bool {
    bytes.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word.as_bytes()))
}
