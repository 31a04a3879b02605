//! Typing into an official workbook at random, as people do.

use crate::common::{Part, deflate, zip};
use std::collections::BTreeMap;

/// A number that whoever runs the tests asks for.
pub fn wish(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|n| n.parse().expect("a number"))
}

/// Chance that comes out the same each time.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())].clone()
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.roll(n) == 0
    }
}

/// Begins a value that is typed as a number.
pub const NUMBER: char = '\u{1}';
/// Begins a text whose space the file does not tell to keep, as some libraries write it.
pub const CARELESS: char = '\u{2}';

/// The stored results of a sheet's formulas, taken away: as libraries leave them that cannot compute.
pub fn without_results(xml: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(xml.len()), xml);
    while let Some(at) = rest.find("</f>") {
        out.push_str(&rest[..at + 4]);
        rest = &rest[at + 4..];
        if rest.starts_with("<v>") {
            rest = &rest[rest.find("</v>").unwrap() + 4..];
        }
    }
    out + rest
}

/// The blank with texts typed into cells, as a person would: formulas beside them stay, and no stored result is right.
/// An empty text empties the cell. Deliberately not by `sheets::fill`, which takes formulas away that would show an error.
pub fn typed(parts: &[Part], cells: &BTreeMap<&str, BTreeMap<String, String>>) -> Vec<u8> {
    let mut parts = parts.to_vec();
    for (name, cells) in cells {
        let part = parts.iter_mut().find(|p| p.name == *name).unwrap();
        let text = String::from_utf8(std::mem::take(&mut part.data)).unwrap();
        let mut places: Vec<(usize, usize, String)> = cells
            .iter()
            .map(|(cell, value)| {
                let from =
                    text.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("{name} has no {cell}"));
                let tag = from + text[from..].find('>').unwrap();
                let empty = text[..tag].ends_with('/');
                let end = if empty { tag + 1 } else { from + text[from..].find("</c>").unwrap() + 4 };
                let style = text[from..tag].split(" s=\"").nth(1).and_then(|s| s.split('"').next());
                let style = style.map_or(String::new(), |s| format!(" s=\"{s}\""));
                if value.is_empty() {
                    return (from, end, format!("<c r=\"{cell}\"{style}/>"));
                }
                if let Some(number) = value.strip_prefix(NUMBER) {
                    return (from, end, format!("<c r=\"{cell}\"{style}><v>{number}</v></c>"));
                }
                if let Some(text) = value.strip_prefix(CARELESS) {
                    let t = format!("<is><t>{text}</t></is>");
                    return (from, end, format!("<c r=\"{cell}\"{style} t=\"inlineStr\">{t}</c>"));
                }
                let value = quick_xml::escape::escape(value.as_str());
                let t = format!("<is><t xml:space=\"preserve\">{value}</t></is>");
                (from, end, format!("<c r=\"{cell}\"{style} t=\"inlineStr\">{t}</c>"))
            })
            .collect();
        places.sort();
        let (mut out, mut at) = (String::with_capacity(text.len() + 4096), 0);
        for (from, end, cell) in places {
            out.push_str(&text[at..from]);
            out.push_str(&cell);
            at = end;
        }
        out.push_str(&text[at..]);
        part.packed = None;
        part.data = out.into_bytes();
    }
    zip(&parts)
}

/// Packed once, not for every filling. The data stay for those parts that are written into.
pub fn packed(part: Part) -> Part {
    let mut crc = flate2::Crc::new();
    crc.update(&part.data);
    Part { packed: Some((deflate(&part.data), part.data.len() as u32, crc.sum())), ..part }
}
