//! Hostile and odd files, each with what must become of it. Made here, byte by byte: nothing of anybody else's.
//! Numbers are those of the fault catalogue; whoever wants can throw them all at something.
#![allow(unused_imports)]

mod odd;
mod packages;
mod tables;

pub use odd::without_row;
pub use tables::tables;

use super::*;

/// What must become of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is read, with notices of these codes.
    Read(&'static [&'static str]),
    /// It is refused for this reason, in a sentence with these words.
    Refused(&'static str, &'static str),
}

/// A file and what must become of it.
pub struct Case {
    /// Its number in the catalogue, and what is wrong with it.
    pub id: &'static str,
    make: Box<dyn Fn() -> Vec<u8>>,
    /// What must become of it as a declaration.
    pub outcome: Outcome,
}

impl Case {
    /// The file. Some take a while and a lot of memory to make, so they are made one at a time.
    pub fn bytes(&self) -> Vec<u8> {
        (self.make)()
    }
}

fn reads(id: &'static str, notices: &'static [&'static str], make: impl Fn() -> Vec<u8> + 'static) -> Case {
    Case { id, make: Box::new(make), outcome: Outcome::Read(notices) }
}

fn refuses(
    id: &'static str,
    code: &'static str,
    words: &'static str,
    make: impl Fn() -> Vec<u8> + 'static,
) -> Case {
    Case { id, make: Box::new(make), outcome: Outcome::Refused(code, words) }
}

/// Every workbook, or what pretends to be one.
pub fn corpus() -> Vec<Case> {
    [packages::cases(), odd::cases()].into_iter().flatten().collect()
}

const SHEET: &str = "<worksheet><sheetData>";
const SHEET_END: &str = "</sheetData></worksheet>";

/// The sample with one part replaced.
fn with_part(part: Part) -> Vec<u8> {
    let mut parts: Vec<Part> = sample().into_iter().filter(|p| p.name != part.name).collect();
    parts.push(part);
    zip(&parts)
}

/// The sample with the same bytes many times in a sheet.
fn with_rows(sheet: &str, row: &[u8], times: usize) -> Vec<u8> {
    with_part(repeated(sheet, SHEET, row, times, SHEET_END))
}

/// The sample with a part's text changed.
fn edited(part: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = sample();
    edit(&mut parts, part, change);
    zip(&parts)
}

/// The sample with its parts changed.
fn changed(change: impl FnOnce(&mut Vec<Part>)) -> Vec<u8> {
    let mut parts = sample();
    change(&mut parts);
    zip(&parts)
}

fn text_cell(name: &str, text: &str) -> String {
    format!("<c r=\"{name}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
}

/// The sample with another company name.
fn company(text: &str) -> Vec<u8> {
    with_cell(DECLARATION, "D8", &text_cell("D8", text))
}
