//! Our official checker against the workbook's own: random fillings of an official blank (© RMI, read from the folder
//! that `TOUCHSTONE_SAMPLES` names), recalculated by LibreOffice and compared row by row.
//!
//! A few fillings of each version; `cargo xtask parity 200` for more, and other ones with `TOUCHSTONE_PARITY_SEED`.
//! What is compared is what our reader makes of the very file that LibreOffice computes.

mod common;
mod office;
use common::*;
use domain::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use domain::template::{self, Input, Template};
use domain::{
    Declaration, Metal, ProductRow, References, RowId, SmelterCol as Col, SmelterRow, check_official,
};
use office::typing::{CARELESS, Dice, NUMBER, packed, typed, without_results};
use std::collections::{BTreeMap, BTreeSet};

/// Few enough that one run of LibreOffice does not swell, many enough that its start does not count.
const BATCH: usize = 25;
/// The sheet `Checker` is the sixth.
const CHECKER: u8 = 6;

/// An answer as people give it: mostly one that is offered, now and then none, or one that looks like it.
fn answer(dice: &mut Dice, options: &[String], blanks: usize) -> String {
    if dice.one_in(blanks) {
        return String::new();
    }
    if !dice.one_in(8) {
        return dice.pick(options);
    }
    let option = dice.pick(options);
    match dice.roll(9) {
        0 => " ".into(),
        1 => "\u{a0}".into(),
        2 => option.to_lowercase(),
        3 => option.to_uppercase(),
        4 => format!("{option} "),
        5 => format!(" {option}"),
        6 => "Unknown".into(),
        7 => "n/a".into(),
        _ => "是".into(),
    }
}

fn free_text(dice: &mut Dice, input: &Input, blanks: usize) -> String {
    if dice.one_in(blanks) {
        return String::new();
    }
    let texts: &[&str] = match input {
        Input::Email => &["a@example.com", "a@example.com", "not available", "@", " ", "ａ＠example.com"],
        Input::Date => &["2026-03-31", "2026-03-31", "02-May-2024", "soon", " ", "1"],
        _ => &["Example Ltd", "Example Ltd", "x", " ", "0", "https://example.com/p", "=A1", "江苏"],
    };
    dice.pick(texts).to_owned()
}

/// The kinds of rows that people, and programmes, leave in a smelter list.
fn smelter(dice: &mut Dice, list: &References, poison: bool) -> SmelterRow {
    let known = &list.smelters()[dice.roll(list.smelters().len())];
    let metal = known.metal.map_or("", Metal::name);
    let alias = known.aliases.first().unwrap_or(&known.name).as_str();
    let other = dice.pick(&domain::template::CMRT_METALS).name();
    let row = |cid: &str, metal: &str, lookup: &str, name: &str, country: &str| SmelterRow {
        cid: cid.into(),
        metal: metal.into(),
        lookup: lookup.into(),
        name: name.into(),
        country: country.into(),
        ..SmelterRow::default()
    };
    if poison && dice.one_in(2) {
        return match dice.roll(5) {
            0 => row("CID999999", "", "", "", ""),
            1 => row(&format!("{} ", known.cid), "", "", "", ""),
            2 => row("ＣＩＤ９９９９９９", "", "", "Works", "NORWAY"),
            3 => row("CID999999", other, "", "", ""),
            _ => row(" ", "", "", "", ""),
        };
    }
    match dice.roll(22) {
        0..=3 => row(&known.cid, "", "", "", ""),
        4 => row(&known.cid.to_lowercase(), "", "", "", ""),
        5 => row(&known.cid, other, "", "", ""),
        6 => row(&known.cid, metal, &known.name, "", &known.country),
        7 => row(&known.cid, "", alias, "", ""),
        8 => row("CID999999", other, "Somebody", "", "NORWAY"),
        9 => row("", metal, alias, "", ""),
        10 => row("", other, "Somebody", "", ""),
        11 => row("", other, "", "", ""),
        12 => row("", "", "Somebody", "", ""),
        13 => row("", &other.to_lowercase(), &alias.to_lowercase(), "", ""),
        14 => row("", other, NOT_LISTED, "", ""),
        15 => row("", other, NOT_LISTED, "Works", ""),
        16 => row("", other, &NOT_LISTED.to_uppercase(), "Works", "NORWAY"),
        17 => row("", metal, NOT_LISTED, alias, ""),
        18 => row("", other, NOT_IDENTIFIED, "", ""),
        19 => row("", &format!("{other} "), "Somebody", "", ""),
        20 => row("", other, " ", " ", ""),
        _ => row("", "Cobalt", "Somebody", "", ""),
    }
}

fn filling(dice: &mut Dice, template: &Template, list: &References) -> Declaration {
    let mut d = Declaration::default();
    // From nearly empty to nearly complete.
    let blanks = dice.pick(&[2, 5, 12, 40, 400]);
    // Many declarations are out of scope for most metals, and then little is asked.
    let nos = dice.pick(&[1, 3, 9]);
    for field in &template.fields {
        let options = field.options();
        let first = ["q1.", "q2."].iter().any(|q| field.key.starts_with(q));
        let text = if first && dice.one_in(nos) {
            dice.pick(&["No", "No", "no", "No "]).to_owned()
        } else if options.is_empty() {
            free_text(dice, &field.input, blanks)
        } else {
            answer(dice, options, blanks)
        };
        d.set(&field.key, text);
    }
    let poison = dice.one_in(10);
    let mut at = 5;
    for id in 0..dice.roll(9) {
        let mut row = smelter(dice, list, poison);
        // Rows were skipped, or all but the last one deleted.
        at += dice.pick(&[0, 0, 0, 1, 7]) as u32;
        row.id = RowId(id as u64 + 1);
        row.sheet_row = Some(if dice.one_in(40) { 2504 } else { at });
        if d.smelters.iter().all(|r| r.sheet_row != row.sheet_row) {
            d.smelters.push(row);
        }
        at += 1;
    }
    for id in 0..dice.roll(3) {
        let number = dice.pick(&["P-1", "P-1", " ", ""]).to_owned();
        let sheet_row = Some(6 + id as u32 + dice.roll(2) as u32 * 3);
        let row = ProductRow { id: RowId(id as u64 + 1), number, sheet_row, ..ProductRow::default() };
        if d.products.iter().all(|r| r.sheet_row != row.sheet_row) {
            d.products.push(row);
        }
    }
    d
}

fn cells(d: &Declaration, template: &Template) -> BTreeMap<&'static str, BTreeMap<String, String>> {
    let mut out: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    let mut put = |part: &'static str, cell: String, text: &str| {
        if !text.is_empty() {
            out.entry(part).or_default().insert(cell, text.to_owned());
        }
    };
    for field in &template.fields {
        put(DECLARATION, field.cell.clone(), d.answer(&field.key));
    }
    for row in &d.smelters {
        for col in [Col::Cid, Col::Metal, Col::Lookup, Col::Name, Col::Country] {
            put(
                SMELTERS,
                format!("{}{}", domain::Table::SMELTERS.letters()[col as usize], row.sheet_row.unwrap()),
                row.get(col),
            );
        }
    }
    for row in &d.products {
        put(PRODUCTS, format!("B{}", row.sheet_row.unwrap()), &row.number);
    }
    out
}

/// The total, none where it is an error, and the open rows.
fn verdict(checker: &[Vec<String>]) -> (Option<u32>, Vec<u16>) {
    let at =
        |row: usize, col: usize| checker.get(row - 1).and_then(|r| r.get(col)).map_or("", String::as_str);
    let open = (4..70).filter(|row| at(*row, 7) == "1" || at(*row, 7).starts_with('#'));
    (at(2, 3).parse().ok(), open.map(|row| row as u16).collect())
}

/// Numbers where texts are asked for, and texts that say nothing, as programmes leave them.
fn odd_cells(dice: &mut Dice, cells: &mut BTreeMap<&'static str, BTreeMap<String, String>>) {
    if dice.one_in(2) {
        return;
    }
    for (part, cells) in cells.iter_mut() {
        for (cell, value) in cells.iter_mut() {
            // A number in column A is looked for and not found, which leaves no figure to compare.
            let answer = *part == DECLARATION || (*part == PRODUCTS && cell.starts_with('B'));
            if answer && dice.one_in(12) {
                *value = match dice.roll(6) {
                    0 | 1 => format!("{NUMBER}0"),
                    2 => format!("{NUMBER}1"),
                    3 => format!("{NUMBER}46112.5"),
                    4 => format!("{CARELESS} "),
                    _ => CARELESS.to_string(),
                };
            }
        }
    }
}

const BLANKS: [(&str, &str); 4] =
    [("6.01", "6.01-blank-zh"), ("6.22", "6.22-blank-zh"), ("6.4", "6.4-blank"), ("6.5", "6.5-blank")];

#[test]
fn the_workbooks_own_checker_says_the_same() {
    for (version, file) in BLANKS {
        let Some(blank) = sample_file(&format!("cmrt/{file}.xlsx")) else { return };
        compare(version, &blank);
    }
}

/// RULE-8, RULE-9, RULE-10: numbers, spaces and missing results included.
fn compare(version: &str, blank: &[u8]) {
    let wish = office::typing::wish;
    let count = wish("TOUCHSTONE_PARITY").unwrap_or(5) as usize;
    let mut dice = Dice(wish("TOUCHSTONE_PARITY_SEED").unwrap_or(2026));
    let list = read(blank).unwrap().references();
    let template = template::cmrt(version).unwrap();
    let parts: Vec<Part> = parts_of(blank).into_iter().map(packed).collect();
    let mut bare = parts.clone();
    let smelters = bare.iter_mut().find(|p| p.name == SMELTERS).unwrap();
    smelters.data = without_results(std::str::from_utf8(&smelters.data).unwrap()).into_bytes();
    let (mut wrong, mut totals, mut rows) =
        (Vec::new(), BTreeMap::<Option<u32>, u32>::new(), BTreeSet::new());
    for from in (0..count).step_by(BATCH) {
        let mut books: Vec<(String, Vec<u8>, _)> = Vec::new();
        for i in from..count.min(from + BATCH) {
            let mut cells = cells(&filling(&mut dice, template, &list), template);
            odd_cells(&mut dice, &mut cells);
            let without = dice.one_in(2) && cells.contains_key(SMELTERS);
            books.push((format!("f{i}"), typed(if without { &bare } else { &parts }, &cells), cells));
        }
        let named: Vec<(&str, &Vec<u8>)> = books.iter().map(|(n, b, _)| (n.as_str(), b)).collect();
        let Some(checkers) = office::recalculated_sheet(&named, CHECKER, "Checker") else { return };
        for (checker, (name, book, cells)) in checkers.iter().zip(&books) {
            let w = read(book).unwrap();
            let ours = check_official(&w.declaration, template, &w.references());
            let (total, open) = verdict(checker);
            rows.extend(open.iter().copied());
            *totals.entry(total).or_default() += 1;
            if (ours.remaining, &ours.open_rows) != (total, &open) {
                wrong.push(format!("{name}: theirs {total:?} {open:?}\n    ours {ours:?}\n    {cells:?}"));
            }
        }
    }
    let ever = rows.len();
    println!(
        "{version}: {count} fillings, {} differ, totals {totals:?}, rows that were ever open: {ever}",
        wrong.len()
    );
    assert!(wrong.is_empty(), "{version}: {} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
    // Fillings that never open a row prove nothing about it.
    let tested = template.fields.iter().filter(|f| f.checker.is_some()).count() + 6;
    assert!(count < 100 || rows.len() == tested, "{} of {tested} rows: {rows:?}", rows.len());
}
