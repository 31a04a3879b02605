//! A document in HTML: its parts, tags, attributes and characters.

use super::issue::{Found, Issue};
use super::links::Links;
use super::nesting::Nesting;
use super::scan::{Piece, Tag, pieces};
use super::shown;
use super::tags::{Kind, is_entity, kind};
use crate::OPEN_MARK;
use std::ops::Range;

/// Looks through the markup.
pub fn look(bytes: &[u8], body: Range<usize>, found: &mut Found) {
    let start = body.start;
    let mut parts = [("html", 0), ("head", 0), ("title", 0), ("body", 0)];
    let mut nesting = Nesting::new(bytes, body.end);
    let mut links = Links::default();
    let end = body.end;
    let (mut ended, mut swallowed) = (false, false);
    for piece in pieces(bytes, body) {
        match piece {
            Piece::Text(range) => {
                text(bytes, range.clone(), found);
                let solid = bytes[range.clone()].iter().position(|byte| !byte.is_ascii_whitespace());
                if let Some(solid) = solid.map(|solid| range.start + solid) {
                    nesting.text(solid, &shown(bytes, solid..range.end), found);
                    if ended {
                        found.add(solid, Issue::AfterEnd, &shown(bytes, solid..range.end));
                    }
                }
            }
            Piece::Tag(tag) => {
                if let Some((name, times)) =
                    parts.iter_mut().find(|(name, _)| *name == tag.name && !tag.closes)
                {
                    *times += 1;
                    if *times == 2 {
                        found.add(tag.at, Issue::Twice, &format!("<{name}>"));
                    }
                }
                if ended {
                    found.add(tag.at, Issue::AfterEnd, &shown(bytes, tag.at..tag.end));
                }
                ended |= tag.closes && tag.name == "html";
                if judge(&tag, found) {
                    nesting.tag(&tag, found);
                    if !tag.closes {
                        attributes(&tag, found);
                        links.tag(&tag, nesting.in_link(), found);
                    }
                }
            }
            Piece::Comment(at, whole) => {
                if !whole {
                    swallowed = true;
                    found.add(at, Issue::OpenComment, &shown(bytes, at..bytes.len()));
                }
            }
            Piece::Doctype => {}
            Piece::Other(range) => found.add(range.start, Issue::Instruction, &shown(bytes, range)),
            Piece::Less(at) => found.add(at, Issue::StrayLess, &shown(bytes, at..at + 20)),
            Piece::Open(range) => {
                swallowed |= range.end == end;
                found.add(range.start, Issue::OpenTag, &shown(bytes, range));
            }
        }
    }
    // What an open comment or tag takes with it is not lacking besides.
    if swallowed {
        return;
    }
    nesting.end(found);
    links.end(found);
    let lacking = [("html", Issue::NoHtml), ("title", Issue::NoTitle), ("body", Issue::NoBody)];
    for (name, issue) in lacking {
        if parts.contains(&(name, 0)) {
            found.add(start, issue, &format!("<{name}>"));
        }
    }
}

/// Tells of a tag that EDGAR does not take; whether it is one that it takes.
fn judge(tag: &Tag, found: &mut Found) -> bool {
    let issue = match kind(&tag.name) {
        Kind::Known => return true,
        Kind::Active => Issue::ActiveTag,
        Kind::Style => Issue::StyleElement,
        Kind::Unknown => Issue::UnknownTag,
    };
    if !tag.closes {
        found.add(tag.at, issue, &format!("<{}>", tag.name));
    }
    false
}

fn attributes(tag: &Tag, found: &mut Found) {
    for (n, attribute) in tag.attributes.iter().enumerate() {
        let name = attribute.name.as_str();
        if tag.attributes[..n].iter().any(|it| it.name == name) {
            found.add(attribute.at, Issue::AttributeTwice, &format!("{name} in <{}>", tag.name));
        }
        let value = attribute.value.to_ascii_lowercase();
        match name {
            "style"
                if ["url(", "expression(", "behavior:", "-moz-binding", "@import"]
                    .iter()
                    .any(|it| value.contains(it)) =>
            {
                found.add(attribute.at, Issue::StyleLoads, &attribute.value);
            }
            "background" => found.add(attribute.at, Issue::Background, &attribute.value),
            "http-equiv" if value != "content-type" => {
                found.add(attribute.at, Issue::Refresh, &attribute.value)
            }
            _ if name.starts_with("on") => {
                found.add(attribute.at, Issue::EventAttribute, &format!("{name} in <{}>", tag.name));
            }
            _ => {}
        }
    }
}

/// Characters written by name or number, and places that somebody still had to fill.
fn text(bytes: &[u8], range: Range<usize>, found: &mut Found) {
    let text = &bytes[range.clone()];
    for (at, _) in text.iter().enumerate().filter(|(_, byte)| **byte == b'&') {
        let rest = &text[at + 1..];
        let len = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        let name = String::from_utf8_lossy(&rest[..len]).into_owned();
        let at = range.start + at;
        if rest.get(len) != Some(&b';') {
            found.add(at, Issue::OpenEntity, &shown(bytes, at..at + len + 12));
        } else if let Some(number) = name.strip_prefix('#') {
            if !is_character(number) {
                found.add(at, Issue::NoCharacter, &format!("&{name};"));
            }
        } else if !is_entity(&name) {
            found.add(at, Issue::UnknownEntity, &format!("&{name};"));
        }
    }
    for mark in ["{{", OPEN_MARK] {
        if let Some(at) = super::scan::find(bytes.get(..range.end).unwrap_or_default(), range.start, mark) {
            found.add(at, Issue::Placeholder, &shown(bytes, at..range.end));
        }
    }
}

/// Whether a number names a character that can be read.
fn is_character(number: &str) -> bool {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    code.ok()
        .and_then(char::from_u32)
        .is_some_and(|c| c as u32 >= 0x20 && c != '\u{7f}' && c as u32 & 0xfffe != 0xfffe)
}
