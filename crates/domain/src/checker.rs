//! The official checker, reproduced: how many entries it would call open, and in which of its rows.
//!
//! It compares as the spreadsheet does (letter case ignored, space counted), so its figure is the one that a
//! supplier sees in the workbook. What we hold beyond it are rules of our own.

use crate::declaration::NOT_LISTED;
use crate::references::{is_cid, is_plain_cid};
use crate::template::{CheckerTest, SHEET, Template};
use crate::{Declaration, Metal, References, SmelterRow, Table, answer};
use serde::{Deserialize, Serialize};

/// The checker's verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckerResult {
    /// Entries that remain to be filled; unset where the workbook itself shows `#N/A` (a CID that it cannot find).
    pub remaining: Option<u32>,
    /// The open rows of the sheet `Checker`.
    pub open_rows: Vec<u16>,
}

/// Runs the official checker's tests (sheet `Checker` of CMRT 6.5; the same in all of 6.x).
///
/// `references` stands for the workbook's own look-up sheet: it fills in the metal of rows that give a CID alone.
/// Without a list every well-formed CID is taken to be known; so is one that the list says was removed, since the
/// workbook's own version may still have had it.
pub fn check_official(d: &Declaration, template: &Template, references: &References) -> CheckerResult {
    let mut open = Vec::new();
    let mut poisoned = false;
    for field in &template.fields {
        let Some(row) = &field.checker else { continue };
        if !field.required.holds(d, SHEET) {
            continue;
        }
        let raw = d.answer(&field.key);
        let filled = match row.test {
            CheckerTest::Filled => !raw.is_empty(),
            CheckerTest::HasAt => raw.contains('@'),
            CheckerTest::LongerThanOne => raw.encode_utf16().nth(1).is_some(),
        };
        if !(filled && row.also.holds(d, SHEET)) {
            open.push(row.row);
        }
    }
    if template.table(Table::PRODUCTS).is_some_and(|t| t.asked.holds(d, SHEET)) {
        let first = Table::PRODUCTS.first_row();
        let row_of = |i: usize, at: Option<u32>| at.unwrap_or(first + i as u32);
        let named = d
            .products
            .iter()
            .enumerate()
            .any(|(i, p)| row_of(i, p.sheet_row) == first && !p.number.is_empty());
        if !named {
            open.push(template.checker.products);
        }
    }
    let rows: Vec<RowInWorkbook> =
        d.smelters.iter().filter_map(|r| row_in_workbook(r, template, references)).collect();
    for ((metal, in_scope), row) in
        template.metals.iter().zip(&template.in_scope).zip(template.checker.smelters..)
    {
        let of_metal = |s: &&RowInWorkbook| answer::same_in_sheet(s.metal, metal.name());
        let any = rows.iter().filter(of_metal).any(|s| s.has_lookup);
        if in_scope.holds(d, SHEET) && !any {
            open.push(row);
        }
    }
    if rows.iter().any(|s| s.unknown_cid) {
        // The look-up error spreads to row 69 and from there to the total.
        poisoned = true;
        open.push(template.checker.not_listed);
    } else if rows.iter().any(|s| s.not_listed_bare) {
        open.push(template.checker.not_listed);
    }
    open.sort_unstable();
    open.dedup();
    CheckerResult { remaining: (!poisoned).then_some(open.len() as u32), open_rows: open }
}

/// A smelter row as the workbook shows it once its formulas have run.
struct RowInWorkbook<'a> {
    metal: &'a str,
    has_lookup: bool,
    unknown_cid: bool,
    not_listed_bare: bool,
}

fn row_in_workbook<'a>(
    row: &'a SmelterRow,
    template: &Template,
    references: &'a References,
) -> Option<RowInWorkbook<'a>> {
    let mut shown = RowInWorkbook {
        metal: &row.metal,
        has_lookup: !row.lookup.is_empty(),
        unknown_cid: false,
        not_listed_bare: false,
    };
    if row.cid.is_empty() && row.metal.is_empty() && row.lookup.is_empty() {
        return None;
    }
    if !row.cid.is_empty() && (row.metal.is_empty() || row.lookup.is_empty()) {
        // Columns B and C, where nothing is typed over them, are looked up by A: letter case is ignored, space is
        // not. An error in B harms B alone, one in C spreads to row 69.
        let plain = is_plain_cid(&row.cid);
        let listed = references.by_cid(&row.cid).filter(|_| plain);
        let known = listed.is_some() || (references.is_empty() && plain && is_cid(&row.cid));
        shown.unknown_cid = !known && !shown.has_lookup;
        shown.has_lookup |= known;
        if row.metal.is_empty() {
            shown.metal = listed.and_then(|s| s.metal).map_or("", Metal::name);
        }
    }
    if answer::same_in_sheet(&row.lookup, NOT_LISTED) {
        // Since 6.22 a name that the look-up sheet has for the metal brings its country with it.
        let by_name =
            || template.checker.by_name && is_located(template.metal(shown.metal), &row.name, references);
        let located = || !row.country.is_empty() || by_name();
        shown.not_listed_bare = row.name.is_empty() || !located();
    }
    Some(shown)
}

fn is_located(metal: Option<Metal>, name: &str, references: &References) -> bool {
    let named = metal.map_or(Vec::new(), |m| references.by_name(m, name));
    named.iter().any(|s| !s.country.is_empty())
}
