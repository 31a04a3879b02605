//! What an older workbook's own checker counts: its sheet `Checker`, row by row. Only those of the versions whose files
//! were seen are known.

use super::{Given, Raw};
use domain::{SmelterCol, Table};

/// The rows that are open, lowest first.
pub(super) fn open_rows(raw: &Raw) -> Option<Vec<u32>> {
    match raw.older.version {
        "2.03a" => Some(rows_2(raw)),
        "3.01" => Some(rows_3(raw)),
        _ => None,
    }
}

/// The letter of the scope, whatever the language that the file is shown in; anything typed is a scope.
fn scope(raw: &Raw) -> Option<char> {
    raw.text(9, 'D').chars().next()
}

/// The checker wants some smelter in the first ten rows only.
fn names_smelters(raw: &Raw) -> bool {
    let first = Table::SMELTERS.first_row();
    raw.smelters.range(first..first + 10).any(|(_, row)| !row.row.get(SmelterCol::Lookup).is_empty())
}

fn names_products(raw: &Raw) -> bool {
    let first = raw.products.get(&Table::PRODUCTS.first_row());
    first.is_some_and(|row| row.get(&1).is_some_and(|text| !text.is_empty()))
}

fn rows_2(raw: &Raw) -> Vec<u32> {
    let mut rows = Rows::new(raw);
    for (row, asked) in [(4, 8), (5, 9), (7, 14), (8, 16), (9, 18)] {
        rows.answered(row, asked, true);
    }
    rows.answered(6, 10, scope(raw).is_some_and(|s| !matches!(s, 'A' | 'D')));
    let mut any = false;
    for metal in 0..4 {
        rows.answered(11 + metal, 22 + metal, true);
        let reported = !raw.says_no(22 + metal);
        any |= reported;
        for question in 0..5 {
            rows.answered(16 + 5 * question + metal, 28 + 6 * question + metal, reported);
        }
    }
    for letter in 0..10 {
        rows.answered(40 + letter, 59 + 2 * letter, any);
    }
    rows.when(50, any && scope(raw) == Some('D'), names_products(raw));
    rows.when(51, any, names_smelters(raw));
    rows.open()
}

fn rows_3(raw: &Raw) -> Vec<u32> {
    let mut rows = Rows::new(raw);
    for (row, asked) in [(4, 8), (5, 9), (7, 15), (8, 16), (9, 17), (10, 18), (11, 20), (12, 21), (13, 22)] {
        rows.answered(row, asked, true);
    }
    rows.answered(6, 10, scope(raw).is_some_and(|s| !matches!(s, 'A' | 'B')));
    let mut any = false;
    for metal in 0..4 {
        rows.answered(15 + metal, 26 + metal, true);
        rows.answered(20 + metal, 32 + metal, true);
        let reported = !(raw.says_no(26 + metal) && raw.says_no(32 + metal));
        any |= reported;
        for question in 0..5 {
            rows.answered(25 + 5 * question + metal, 38 + 6 * question + metal, reported);
        }
    }
    rows.answered(50, 69, any);
    rows.answered(51, 71, any);
    // The address of the policy counts only where it holds these letters.
    let published = raw.text(71, 'D').eq_ignore_ascii_case("Yes");
    rows.when(52, any && published, raw.text(71, 'G').contains("www"));
    for letter in 0..8 {
        rows.answered(53 + letter, 73 + 2 * letter, any);
    }
    rows.when(61, scope(raw) == Some('B'), names_products(raw));
    rows.when(62, any, names_smelters(raw));
    rows.open()
}

/// Collects what is open.
struct Rows<'a> {
    raw: &'a Raw,
    open: Vec<u32>,
}

impl<'a> Rows<'a> {
    fn new(raw: &'a Raw) -> Rows<'a> {
        Rows { raw, open: Vec::new() }
    }

    fn when(&mut self, row: u32, necessary: bool, complete: bool) {
        if necessary && !complete {
            self.open.push(row);
        }
    }

    /// The answer in column D of the sheet `Declaration`. As the checker does, a zero is none.
    fn answered(&mut self, row: u32, asked: u32, necessary: bool) {
        let complete = match self.raw.given(asked, 'D') {
            None => false,
            Some(Given::Number(n)) => *n != 0.0,
            Some(Given::Text(_)) => true,
        };
        self.when(row, necessary, complete);
    }

    fn open(mut self) -> Vec<u32> {
        self.open.sort_unstable();
        self.open
    }
}
