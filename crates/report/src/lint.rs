//! Looks through a file that is meant for EDGAR, whoever wrote it, and says what would be refused there.
//!
//! It knows what EDGAR takes, not what our own writer emits: wide tables and any style pass.

mod bytes;
pub(crate) mod envelope;
pub(crate) mod issue;
mod links;
mod markup;
mod nesting;
mod plain;
pub(crate) mod scan;
mod tags;

pub use issue::{Issue, Problem};

use crate::name;
use issue::Found;
use std::ops::Range;

/// What would be refused, in the order of the file. The same issue over the same thing is told once, with how often.
pub fn lint(bytes: &[u8]) -> Vec<Problem> {
    let mut found = Found::new(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        found.add(0, Issue::Empty, "");
    } else if let Some(kind) = foreign(bytes) {
        found.add(0, Issue::NotText, kind);
    } else {
        let envelope = envelope::open(bytes, &mut found);
        let body = envelope.body;
        bytes::look(bytes, &mut found);
        match is_html(&bytes[body.clone()], envelope.name.as_deref()) {
            true => markup::look(bytes, body, &mut found),
            false => plain::look(bytes, body, &mut found),
        }
    }
    found.sorted()
}

/// The same for a file whose name is known: EDGAR refuses some of these too.
pub fn lint_file(file_name: &str, bytes: &[u8]) -> Vec<Problem> {
    let mut problems = lint(bytes);
    if !name::fits(file_name) {
        problems.insert(0, Problem::new(1, 1, Issue::FileName, file_name));
    }
    problems
}

/// What the first bytes say that a file is, where it is no text.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 6] = [
        (b"%PDF", "PDF"),
        (b"PK\x03\x04", "DOCX, XLSX, ZIP"),
        (b"\xd0\xcf\x11\xe0", "DOC, XLS"),
        (b"\xff\xfe", "UTF-16"),
        (b"\xfe\xff", "UTF-16"),
        (b"{\\rtf", "RTF"),
    ];
    STARTS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

pub(crate) fn is_html(body: &[u8], name: Option<&str>) -> bool {
    const SIGNS: [&str; 9] =
        ["<html", "<head", "<body", "<title", "<!doctype", "</p>", "</div>", "</td>", "<?xml"];
    let page = name.is_some_and(|name| name.to_ascii_lowercase().ends_with(".htm"));
    page || SIGNS.iter().any(|sign| scan::find(body, 0, sign).is_some())
}

/// A part of the bytes, as text for a person.
fn shown(bytes: &[u8], at: Range<usize>) -> String {
    const MOST: usize = 60;
    let end = at.end.min(bytes.len()).min(at.start + MOST);
    let text = String::from_utf8_lossy(&bytes[at.start.min(end)..end]);
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}
