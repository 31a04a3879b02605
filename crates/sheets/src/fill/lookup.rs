//! What the formulas of the smelter list give for a row, so that their results can be stored beside them.

use super::grid::CachedResult;
use crate::ReadError;
use crate::book::{Book, Wanted};
use crate::cell::Value;
use crate::cmrt::ASKED_FOR;
use domain::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use domain::{SmelterCol as Col, SmelterRow, answer};
use std::collections::HashMap;

/// A row of the sheet `Smelter Look-up`: its number, and columns A to I, unset where blank.
struct Entry {
    row: u32,
    columns: [Option<String>; 9],
}

impl Entry {
    fn text(&self, col: usize) -> &str {
        self.columns[col].as_deref().unwrap_or("")
    }

    /// What a formula shows that points at the column: of a blank cell, zero.
    fn shown(&self, col: usize) -> CachedResult {
        self.columns[col].as_deref().map_or(CachedResult::Number(0.0), text)
    }
}

/// The workbook's own look-up list, and its countries with their codes.
#[derive(Default)]
pub(super) struct LookUp {
    entries: Vec<Entry>,
    by_cid: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    countries: HashMap<String, String>,
    /// Since 6.22 a row that says "not listed" is looked up by its name.
    resolves_names: bool,
}

/// A row with the results of its formulas.
pub(super) struct Computed {
    /// The row as a reader sees it.
    pub(super) seen: SmelterRow,
    /// Columns whose formula gives way to what the declaration says.
    pub(super) typed: Vec<Col>,
    /// Results by column (from 0): of B, C and E to J where they stay, and of the hidden R, S, T, V, X and AB.
    pub(super) results: Vec<(u32, CachedResult)>,
}

/// Whether the template fills in the column by a formula.
pub(super) fn has_formula(col: Col) -> bool {
    matches!(
        col,
        Col::Metal
            | Col::Lookup
            | Col::Country
            | Col::Identification
            | Col::Source
            | Col::Street
            | Col::City
            | Col::State
    )
}

/// The spreadsheet compares without regard to letter case.
fn folded(text: &str) -> String {
    text.chars().map(answer::lower).collect()
}

/// Whether a text is looked up as it is. `*`, `?` and `~` would be taken for a pattern, which could hit any smelter.
fn is_plain(text: &str) -> bool {
    text.len() <= 255 && !text.contains(['*', '?', '~'])
}

fn text(value: &str) -> CachedResult {
    CachedResult::Text(value.to_owned())
}

impl LookUp {
    /// Reads the list from the blank.
    pub(super) fn read(book: &Book<'_>, resolves_names: bool) -> Result<LookUp, ReadError> {
        let mut out = LookUp { resolves_names, ..LookUp::default() };
        let sheets = [("Smelter Look-up", 9), ("C", 2)];
        let found = sheets.iter().filter_map(|(name, columns)| {
            Some((*name, Wanted { index: book.find(name)?, columns: *columns }))
        });
        let (names, wanted): (Vec<&str>, Vec<Wanted>) = found.unzip();
        let mut code = String::new();
        book.stream(
            &wanted,
            &mut out,
            |_, _, _| {},
            |out, sheet, cell| {
                let Value::Text(value) = cell.value else { return };
                match (names[sheet], cell.row, cell.col) {
                    ("C", 2.., 0) => value.clone_into(&mut code),
                    ("C", 2.., _) => drop(out.countries.insert(folded(value), code.clone())),
                    ("Smelter Look-up", 5.., col) => out.add(cell.row, col, value),
                    _ => {}
                }
            },
        )?;
        for (i, entry) in out.entries.iter().enumerate() {
            if !entry.text(4).is_empty() {
                out.by_cid.entry(folded(entry.text(4))).or_insert(i);
            }
            out.by_name.entry(folded(&[entry.text(0), entry.text(1)].concat())).or_insert(i);
        }
        Ok(out)
    }

    fn add(&mut self, row: u32, col: u32, value: &str) {
        if self.entries.last().is_none_or(|e| e.row != row) {
            self.entries.push(Entry { row, columns: Default::default() });
        }
        if let (Some(entry), false) = (self.entries.last_mut(), value.is_empty()) {
            entry.columns[col as usize] = Some(value.to_owned());
        }
    }

    /// Works out a row. What the declaration says stands; what it leaves blank the formulas fill in.
    pub(super) fn compute(&self, declared: &SmelterRow) -> Computed {
        let mut out = Computed { seen: declared.clone(), typed: Vec::new(), results: Vec::new() };
        let listed = self.by_cid.get(&folded(&declared.cid)).filter(|_| is_plain(&declared.cid));
        for (col, from) in [(Col::Metal, 0), (Col::Lookup, 2)] {
            out.settle(
                col,
                match (listed, declared.cid.is_empty()) {
                    (_, true) => Some(text("")),
                    (Some(i), _) => Some(self.entries[*i].shown(from)),
                    // The formula would show #N/A, and with it the checker's total.
                    (None, _) => None,
                },
            );
        }
        let choice = out.seen.lookup.as_str();
        let not_listed = choice.eq_ignore_ascii_case(NOT_LISTED);
        let by_name = self.resolves_names && (not_listed || choice.eq_ignore_ascii_case(NOT_IDENTIFIED));
        let key = [out.seen.metal.as_str(), if by_name { out.seen.name.as_str() } else { choice }].concat();
        let plain = is_plain(&key);
        let hit = self.by_name.get(&folded(&key)).filter(|_| plain && !choice.is_empty());
        let hit = hit.map(|i| &self.entries[*i]);
        let shown = |col: usize| hit.map_or(text(""), |e| e.shown(col));
        let source = match (not_listed, hit) {
            (true, Some(_)) if self.resolves_names => text("RMI"),
            (true, _) => text(ASKED_FOR),
            _ => shown(5),
        };
        for (col, result) in [
            (Col::Country, text(hit.map_or("", |e| e.text(3)))),
            (Col::Identification, shown(4)),
            (Col::Source, source),
            (Col::Street, shown(6)),
            (Col::City, shown(7)),
            (Col::State, shown(8)),
        ] {
            out.settle(col, plain.then_some(result));
        }
        let (standard, row) = match hit {
            Some(entry) => (text(entry.text(2)), CachedResult::Number(f64::from(entry.row))),
            None if plain => (text(""), CachedResult::NotAvailable),
            // A pattern may hit what it likes here: nobody reads these two.
            None => (CachedResult::Open, CachedResult::Open),
        };
        out.results.push((17, standard));
        out.results.push((21, row));
        self.hidden(&mut out);
        out
    }

    /// Results of the other hidden columns, from what the visible ones show.
    fn hidden(&self, out: &mut Computed) {
        let seen = &out.seen;
        let code = match self.countries.get(&folded(&seen.country)) {
            _ if seen.metal.is_empty() => text(""),
            Some(code) => text(code),
            None => text("Unknown"),
        };
        // The codes of 6,000 provinces are not worth reading for one hidden column.
        let province = seen.metal.is_empty() || seen.state.is_empty();
        let bare =
            seen.lookup.eq_ignore_ascii_case(NOT_LISTED) && (seen.name.is_empty() || seen.country.is_empty());
        let joined = [seen.metal.as_str(), &seen.lookup].concat();
        out.results.push((18, code));
        out.results.push((19, if province { text("") } else { CachedResult::Open }));
        out.results.push((23, CachedResult::Number(f64::from(u8::from(bare)))));
        out.results.push((27, text(&joined)));
    }
}

impl Computed {
    /// Decides whether a column keeps its formula: where the declaration says nothing else than its result.
    fn settle(&mut self, col: Col, result: Option<CachedResult>) {
        let index = col as u32;
        let declared = self.seen.get_mut(col);
        let shown = match &result {
            Some(CachedResult::Text(text)) => text.as_str(),
            // Readers take the zero of a blank cell for what it is, but not in B and C.
            Some(CachedResult::Number(_)) if index < 5 => "0",
            Some(_) => "",
            None => return self.typed.push(col),
        };
        // What the formula only asks for would be read as nothing.
        if declared.is_empty() || (declared == shown && shown != ASKED_FOR) {
            shown.clone_into(declared);
            self.results.extend(result.map(|r| (index, r)));
        } else {
            self.typed.push(col);
        }
    }
}
