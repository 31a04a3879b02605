//! What the formulas of the sheet `Checker` give once the workbook is filled.

use super::grid::{CachedResult, CellEdit, Grid};
use crate::sanitize::parse_cell;
use domain::declaration::NOT_LISTED;
use domain::template::{CheckerTest, SCOPE_PRODUCTS, SHEET, Template};
use domain::{Declaration, Metal, SmelterRow, answer};
use std::collections::{BTreeMap, HashMap};

/// The rows with a test, counted from 1, and behind them the one with their sum.
const FIRST: u32 = 4;
const TOTAL: u32 = 70;

/// What a row says.
#[derive(Default)]
struct Line {
    /// Column B: the answer as the checker sees it, where it shows one.
    answer: Option<CachedResult>,
    /// Column F: whether an entry is needed.
    needed: bool,
    /// Column G: whether it is missing.
    missing: bool,
}

/// A workbook as it is once filled.
pub(super) struct Filled<'a> {
    pub(super) template: &'a Template,
    pub(super) d: &'a Declaration,
    /// The rows of the smelter list with what their formulas fill in.
    pub(super) smelters: Vec<&'a SmelterRow>,
    /// Whether the first row of the product list has a number.
    pub(super) first_product: bool,
    /// What the cells of the answers hold, by key.
    pub(super) cells: HashMap<&'a str, &'a CellEdit>,
}

impl Filled<'_> {
    /// The stored results for the whole sheet.
    pub(super) fn results(&self, grid: &Grid<'_>) -> BTreeMap<(u32, u32), CellEdit> {
        let mut lines = BTreeMap::new();
        self.answers(&mut lines);
        let scope_b = answer::same_in_sheet(self.d.answer("company.scope"), SCOPE_PRODUCTS);
        lines.insert(64, Line { answer: None, needed: scope_b, missing: !self.first_product });
        for ((row, metal), in_scope) in (65..).zip(&self.template.metals).zip(&self.template.in_scope) {
            let needed = in_scope.holds(self.d, SHEET);
            lines.insert(row, Line { answer: None, needed, missing: !self.is_named(*metal) });
        }
        let not_listed = |r: &&&SmelterRow| answer::same_in_sheet(&r.lookup, NOT_LISTED);
        let needed = self.smelters.iter().any(|r| not_listed(&r));
        let missing =
            self.smelters.iter().filter(not_listed).any(|r| r.name.is_empty() || r.country.is_empty());
        lines.insert(69, Line { answer: None, needed, missing });
        write(grid, &lines)
    }

    fn answers(&self, lines: &mut BTreeMap<u32, Line>) {
        for field in &self.template.fields {
            let Some(row) = &field.checker else { continue };
            let raw = if row.also.holds(self.d, SHEET) { self.d.answer(&field.key) } else { "" };
            let filled = match row.test {
                CheckerTest::Filled => !raw.is_empty(),
                CheckerTest::HasAt => raw.contains('@'),
                CheckerTest::LongerThanOne => raw.encode_utf16().nth(1).is_some(),
            };
            let answer = match self.cells.get(field.key.as_str()) {
                _ if raw.is_empty() => CachedResult::Number(0.0),
                Some(CellEdit::Number(n)) => CachedResult::Number(*n),
                _ => CachedResult::Text(raw.to_owned()),
            };
            let needed = field.required.holds(self.d, SHEET);
            lines.insert(u32::from(row.row), Line { answer: Some(answer), needed, missing: !filled });
        }
    }

    /// Whether a row has the metal, and a row has the metal with a look-up choice behind it.
    fn is_named(&self, metal: Metal) -> bool {
        let name = metal.name();
        let joined = |r: &SmelterRow| [r.metal.as_str(), &r.lookup].concat();
        let begins = |text: String| {
            text.len() > name.len()
                && text.get(..name.len()).is_some_and(|start| answer::same_in_sheet(start, name))
        };
        self.smelters.iter().any(|r| answer::same_in_sheet(&r.metal, name))
            && self.smelters.iter().any(|r| begins(joined(r)))
    }
}

fn write(grid: &Grid<'_>, lines: &BTreeMap<u32, Line>) -> BTreeMap<(u32, u32), CellEdit> {
    let mut puts = BTreeMap::new();
    let number = |yes: bool| CachedResult::Number(f64::from(u8::from(yes)));
    let mut put =
        |row: u32, col: u32, outcome: CachedResult| puts.insert((row - 1, col), CellEdit::Result(outcome));
    for (row, line) in lines {
        if let Some(answer) = &line.answer {
            put(*row, 1, answer.clone());
        }
        put(*row, 5, number(line.needed));
        put(*row, 6, number(line.missing));
        put(*row, 7, number(line.needed && line.missing));
    }
    let total = lines.values().filter(|l| l.needed && l.missing).count();
    put(TOTAL, 7, CachedResult::Number(total as f64));
    put(2, 3, if total == 0 { CachedResult::Text("0".into()) } else { CachedResult::Number(total as f64) });
    let known = |col: u32, row: u32| {
        let line = lines.get(&row)?;
        Some(match col {
            5 => line.needed,
            6 => line.missing,
            7 => line.needed && line.missing,
            _ => return None,
        })
    };
    for (row, metal) in (65..).zip(0..4) {
        let open = known(7, 14 + metal) == Some(true) || known(7, 19 + metal) == Some(true);
        put(row, 10, number(open));
    }
    // Notes and links: whatever is chosen by one of these numbers.
    for (row, col) in (2..TOTAL).flat_map(|row| [(row, 1), (row, 2), (row, 3)]) {
        let is_answer = col == 1 && lines.get(&row).is_some_and(|l| l.answer.is_some());
        if is_answer || (row < FIRST && col == 3) {
            continue;
        }
        let outcome = formula_of(grid, row - 1, col).and_then(|formula| branch(grid, &formula, &known));
        // A note that cannot be taken over is that of the blank as long as nothing is needed, as in the blank.
        let same_as_blank = outcome == Some(CachedResult::Open) && known(5, row) == Some(false);
        if let Some(outcome) = outcome.filter(|_| !same_as_blank) {
            put(row, col, outcome);
        }
    }
    puts
}

/// The formula of a cell; one that is shared down a column is taken from the cell that has its text.
fn formula_of(grid: &Grid<'_>, row: u32, col: u32) -> Option<String> {
    let plain = |text: &str| quick_xml::escape::unescape(text).map(|t| t.into_owned()).ok();
    let cell = grid.cell(row, col)?;
    if let Some(text) = cell.formula_text() {
        return plain(text);
    }
    let group = cell.shared()?;
    let first = grid.column(col, 0).find(|c| c.shared() == Some(group) && c.formula_text().is_some())?;
    let text = plain(first.formula_text()?)?;
    // Such formulas speak of their own row only.
    Some(text.replace(&(first.row + 1).to_string(), &(row + 1).to_string()))
}

/// The result of a formula that chooses a text by one number, `IF(H4=1,J4,I4)`; none for any other formula.
fn branch(grid: &Grid<'_>, formula: &str, known: &dyn Fn(u32, u32) -> Option<bool>) -> Option<CachedResult> {
    if let Some(literal) = formula.strip_prefix('"').and_then(|f| f.strip_suffix('"')) {
        return (!literal.contains('"')).then(|| CachedResult::Text(literal.to_owned()));
    }
    let Some(inner) = formula.strip_prefix("IF(").and_then(|f| f.strip_suffix(')')) else {
        let (row, col) = parse_cell(formula)?;
        let cell = grid.cell(row, col)?;
        let text = || CachedResult::Raw(cell.value.unwrap_or("").to_owned());
        return Some(if cell.kind() == "str" { text() } else { CachedResult::Open });
    };
    let [condition, yes, no] = arguments(inner)?;
    let (reference, number) = condition.split_once('=')?;
    let (row, col) = parse_cell(reference)?;
    let holds = f64::from(u8::from(known(col, row + 1)?)) == number.parse::<f64>().ok()?;
    branch(grid, if holds { yes } else { no }, known)
}

/// Three arguments, split at the commas that stand outside of texts and brackets.
fn arguments(inner: &str) -> Option<[&str; 3]> {
    let (mut depth, mut quoted, mut from) = (0i32, false, 0);
    let mut out = Vec::new();
    for (i, b) in inner.bytes().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth -= 1,
            b',' if !quoted && depth == 0 => {
                out.push(&inner[from..i]);
                from = i + 1;
            }
            _ => {}
        }
    }
    out.push(&inner[from..]);
    out.try_into().ok()
}
