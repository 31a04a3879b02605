//! The checkers of 2.03a and 3.01 against the workbooks' own: random answers in real files (© RMI, read from the folder
//! that `TOUCHSTONE_SAMPLES` names), recalculated by LibreOffice and compared row by row.
//!
//! 20 fillings of each version; `cargo xtask parity 200` for more.

mod common;
mod office;
use common::*;
use office::typing::{Dice, packed, typed, wish};
use sheets::older::{check_older, newest};
use std::collections::{BTreeMap, BTreeSet};

/// The sheet `Checker` is the seventh.
const CHECKER: u8 = 7;
const BATCH: usize = 25;

struct Version {
    name: &'static str,
    file: &'static str,
    scopes: &'static [&'static str],
    /// The rows of answers in column D: free ones, per metal, of the company.
    free: &'static [u32],
    metals: std::ops::Range<u32>,
    company: std::ops::Range<u32>,
    /// The row of the checker that adds up, and how many rows above it can be open.
    total: usize,
    rows: usize,
}

const VERSIONS: [Version; 2] = [
    Version {
        name: "2.03a",
        file: "cmrt/2.03a-filled.xlsx",
        scopes: &[
            "A. Company Level",
            "B. Division Level [Specify in 'Description of scope']",
            "C. Product Category Level [Specify in 'Description of scope']",
            "D. Product Level",
        ],
        free: &[8, 10, 14, 16, 18],
        metals: 22..56,
        company: 59..78,
        total: 52,
        rows: 42,
    },
    Version {
        name: "3.01",
        file: "cmrt/3.01-filled.xlsx",
        scopes: &[
            "A. Company",
            "B. Product (or List of Products)",
            "C. User defined [Specify in 'Description of scope']",
        ],
        free: &[8, 10, 15, 16, 17, 18, 20, 21, 22],
        metals: 26..66,
        company: 69..88,
        total: 63,
        rows: 51,
    },
];

type Cells = BTreeMap<String, BTreeMap<String, String>>;

fn filling(dice: &mut Dice, version: &Version, parts: [&str; 3]) -> Cells {
    let mut cells = Cells::new();
    let mut put = |part: usize, cell: String, text: &str| {
        cells.entry(parts[part].to_owned()).or_default().insert(cell, text.to_owned());
    };
    let blanks = dice.pick(&[2, 5, 12, 40]);
    let nos = dice.pick(&[1, 2, 9]);
    let other = |dice: &mut Dice, texts: &[&str]| match (dice.one_in(blanks), dice.one_in(12)) {
        (true, _) => String::new(),
        (_, true) => dice.pick(&[" ", "n/a", "unknown"]).to_owned(),
        _ => dice.pick(texts).to_owned(),
    };
    put(0, "D9".into(), &other(dice, version.scopes));
    for row in version.free {
        put(0, format!("D{row}"), &other(dice, &["Example Ltd", "0", "a@example.com"]));
    }
    // Four rows of answers, two between them.
    for row in version.metals.clone().filter(|row| (row - version.metals.start) % 6 < 4) {
        let first = row < version.metals.start + 10;
        let text = if first && dice.one_in(nos) {
            dice.pick(&["No", "no", "No "]).to_owned()
        } else {
            String::new()
        };
        let text = if text.is_empty() { other(dice, &["Yes", "Yes", "No", "Unknown"]) } else { text };
        put(0, format!("D{row}"), &text);
    }
    for row in version.company.clone().step_by(2) {
        put(0, format!("D{row}"), &other(dice, &["Yes", "yes", "No"]));
    }
    put(0, "G71".into(), &other(dice, &["www.example.com", "https://example.com", "WWW.EXAMPLE.COM"]));
    // Rows 5 to 14 count, 15 does not.
    let named = dice.pick(&[0, 0, 4, 9, 10]);
    for row in 0..11 {
        put(1, format!("C{}", 5 + row), if row == named { "Works" } else { "" });
    }
    let product = dice.pick(&["P-1", "", " "]);
    put(2, "B6".into(), product);
    cells
}

#[test]
fn the_checkers_of_older_versions_say_the_same() {
    let count = wish("TOUCHSTONE_PARITY").unwrap_or(20) as usize;
    let mut dice = Dice(wish("TOUCHSTONE_PARITY_SEED").unwrap_or(2026));
    for version in &VERSIONS {
        let Some(file) = sample_file(version.file) else { return };
        let names =
            ["Declaration", "Smelter List", "Product List"].map(|sheet| office::part_name(&file, sheet));
        let parts: Vec<Part> = parts_of(&file).into_iter().map(packed).collect();
        let (mut wrong, mut open_once) = (Vec::new(), BTreeSet::new());
        for from in (0..count).step_by(BATCH) {
            let books: Vec<(String, Vec<u8>)> = (from..count.min(from + BATCH))
                .map(|i| {
                    let cells = filling(&mut dice, version, [&names[0], &names[1], &names[2]]);
                    let cells = cells.iter().map(|(part, cells)| (part.as_str(), cells.clone())).collect();
                    (format!("f{i}"), typed(&parts, &cells))
                })
                .collect();
            let named: Vec<(&str, &Vec<u8>)> = books.iter().map(|(n, b)| (n.as_str(), b)).collect();
            let Some(checkers) = office::recalculated_sheet(&named, CHECKER, "Checker") else { return };
            for (checker, (name, book)) in checkers.iter().zip(&books) {
                let at = |row: usize| checker.get(row - 1).and_then(|r| r.get(7)).map_or("", String::as_str);
                let theirs: Vec<u32> =
                    (4..version.total).filter(|row| at(*row) == "1").map(|row| row as u32).collect();
                assert_eq!(at(version.total), theirs.len().to_string(), "{} {name}", version.name);
                let (_, ours) = check_older(book, version.name, newest().unwrap()).unwrap();
                open_once.extend(theirs.iter().copied());
                if ours.as_ref() != Some(&theirs) {
                    wrong.push(format!("{name}: theirs {theirs:?}\n    ours {ours:?}"));
                }
            }
        }
        println!("{} fillings of {}, rows that were ever open: {}", count, version.name, open_once.len());
        assert!(wrong.is_empty(), "{}: {} differ:\n{}", version.name, wrong.len(), wrong.join("\n"));
        // Fillings that never open a row prove nothing about it.
        assert!(count < 100 || open_once.len() == version.rows, "{}: {open_once:?}", version.name);
    }
}
