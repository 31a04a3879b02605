//! Fills an official blank template by editing the package.
//!
//! Of its parts these change: the sheets `Declaration`, `Smelter List`, `Product List` and `Checker` (only cells that
//! get an answer, and stored results of formulas), the workbook's main part (one attribute, so that Excel computes
//! everything when it opens the file) and, where an answer takes the place of a formula, the list of formulas. All
//! other parts are copied as they lie: styles, texts, validations, protection, hidden sheets, pictures.

mod checker;
mod error;
mod grid;
mod lookup;
mod parts;
mod rows;

pub use error::WriteError;

use crate::book::Book;
use crate::package::normal_name;
use crate::sanitize::{cell_name, parse_cell};
use crate::{ReadError, Workbook, limits, read_workbook};
use domain::template::{CMRT, Field, Input, TableDef, Template};
use domain::{Day, Declaration, Row, SmelterCol, Table};
use grid::{CellEdit, Grid};
use lookup::{Computed, LookUp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

type Puts = BTreeMap<(u32, u32), CellEdit>;

/// An official blank template, recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blank {
    /// Its [`Template::name`].
    pub version: String,
    /// Whether files of this version were seen when its definition was written.
    pub seen: bool,
    /// The display language as the workbook names it.
    pub language: Option<String>,
    /// How many smelters it has room for.
    pub smelters: usize,
    /// How many products it has room for.
    pub products: usize,
}

/// Says which template this is, and refuses what is none or has answers in it.
pub fn recognise_blank(bytes: &[u8]) -> Result<Blank, WriteError> {
    let source = Source::open(bytes)?;
    Ok(Blank {
        version: source.template.name(),
        seen: source.template.seen,
        smelters: rows::smelters(&source.smelters.grid()?)?.at.len(),
        products: rows::listed(&source.sheet(Table::PRODUCTS)?.grid()?, Table::PRODUCTS)?.len(),
        language: source.language,
    })
}

/// Fills a declaration into an official blank template. Of a smelter that the template's own list knows, the CID
/// alone is written, and its formulas say the rest; what the declaration says differently takes their place.
pub fn fill(blank: &[u8], d: &Declaration) -> Result<Vec<u8>, WriteError> {
    let source = Source::open(blank)?;
    let template = source.template;
    fits(d, template)?;
    let mut changed = HashMap::new();

    let grid = source.declaration.grid()?;
    let cells = answers(&grid, d, template, source.book.date1904)?;
    let puts = cells.iter().map(|(field, put)| (place_of(&field.cell), put.clone())).collect();
    changed.insert(source.declaration.key(), grid.with(&puts).0);

    let grid = source.smelters.grid()?;
    let table = rows::smelters(&grid)?;
    let lookup = LookUp::read(&source.book, table.resolves_names)?;
    let placed = rows::place(&d.smelters, &table.at, Table::SMELTERS, |r| r.sheet_row)?;
    let computed: Vec<(Computed, u32)> = placed.iter().map(|(r, at)| (lookup.compute(r), *at)).collect();
    let (text, lost) = grid.with(&smelters(&computed)?);
    changed.insert(source.smelters.key(), text);

    let mut first_product = false;
    for def in template.tables.iter().filter(|def| def.table != Table::SMELTERS) {
        let sheet = source.sheet(def.table)?;
        let grid = sheet.grid()?;
        let list: Vec<&dyn Row> = d.rows(def.table).iter().collect();
        let placed = rows::place(&list, &rows::listed(&grid, def.table)?, def.table, |r| r.sheet_row())?;
        changed.insert(sheet.key(), grid.with(&listed(&placed, def)?).0);
        if def.table == Table::PRODUCTS {
            let first = def.table.first_row() - 1;
            first_product = placed.iter().any(|(r, at)| *at == first && !r.cell(0).is_empty());
        }
    }

    // The stored verdict is that of the CMRT's formulas; any other is computed when the file is opened.
    if let Some(sheet) = source.checker.as_ref().filter(|_| template.kind == CMRT) {
        let grid = sheet.grid()?;
        let filled = checker::Filled {
            template,
            d,
            smelters: computed.iter().map(|(c, _)| &c.seen).collect(),
            first_product,
            cells: cells.iter().map(|(field, put)| (field.key.as_str(), put)).collect(),
        };
        changed.insert(sheet.key(), grid.with(&filled.results(&grid)).0);
    }
    let (main, chain) = source.book.parts()?;
    let workbook = source.book.text(&main)?;
    if let (false, Some(chain)) = (lost.is_empty(), chain) {
        let id = parts::sheet_id(&workbook, &main, Table::SMELTERS.sheet())?.unwrap_or_default();
        let text = parts::without(&source.book.text(&chain)?, &chain, &id, &lost)?;
        changed.insert(normal_name(&chain), text);
    }
    changed.insert(normal_name(&main), parts::compute_on_load(&workbook, &main)?);
    Ok(parts::repack(blank, changed)?)
}

/// A sheet's part and text.
struct Sheet {
    part: String,
    text: String,
}

impl Sheet {
    fn of(book: &Book<'_>, name: &str) -> Result<Sheet, ReadError> {
        let part =
            book.find(name).map(|i| book.part(i).to_owned()).ok_or_else(|| ReadError::damaged(name))?;
        Ok(Sheet { text: book.text(&part)?, part })
    }

    fn grid(&self) -> Result<Grid<'_>, ReadError> {
        Grid::read(&self.text, &self.part)
    }

    fn key(&self) -> String {
        normal_name(&self.part)
    }
}

/// The blank, opened.
struct Source<'a> {
    book: Book<'a>,
    template: &'static Template,
    language: Option<String>,
    declaration: Sheet,
    smelters: Sheet,
    checker: Option<Sheet>,
}

impl<'a> Source<'a> {
    fn open(bytes: &'a [u8]) -> Result<Source<'a>, WriteError> {
        let workbook = read_workbook(bytes, &mut |_| {})?;
        let unknown = || WriteError::UnknownVersion { version: workbook.version.clone() };
        let template = workbook.template().ok_or_else(unknown)?;
        if let Some((sheet, cell)) = first_answer(&workbook, template) {
            return Err(WriteError::Filled { sheet: sheet.to_owned(), cell });
        }
        let book = Book::open(bytes)?;
        Ok(Source {
            declaration: Sheet::of(&book, "Declaration")?,
            smelters: Sheet::of(&book, Table::SMELTERS.sheet())?,
            checker: Sheet::of(&book, "Checker").ok(),
            language: workbook.language,
            template,
            book,
        })
    }
}

impl Source<'_> {
    fn sheet(&self, table: Table) -> Result<Sheet, ReadError> {
        Sheet::of(&self.book, table.sheet())
    }
}

/// The first cell with an answer, of a template that should have none.
fn first_answer(workbook: &Workbook, template: &Template) -> Option<(&'static str, String)> {
    let d = &workbook.declaration;
    if let Some(field) = template.fields.iter().find(|f| !d.answer(&f.key).is_empty()) {
        return Some(("Declaration", field.cell.clone()));
    }
    for table in template.tables.iter().map(|def| def.table) {
        if let Some(row) = d.rows(table).row(0) {
            let letter = template.column_letter(table, None);
            return Some((table.sheet(), format!("{letter}{}", row.sheet_row()?)));
        }
    }
    let ignored = workbook.notices.iter().find(|n| n.code == "row_ignored")?;
    Some((Table::SMELTERS.sheet(), ignored.cell.clone()))
}

/// Whether the version has a place for everything that the declaration says.
pub(crate) fn fits(d: &Declaration, template: &Template) -> Result<(), WriteError> {
    let answer = d.answers.keys().find(|key| template.field(key).is_none()).cloned();
    let homeless = Table::all().into_iter().flat_map(|table| {
        let has = move |key: &str| template.table(table).is_some_and(|def| def.letter(key).is_some());
        let cells = d.rows(table).iter().flat_map(move |row| table.filled(row));
        cells.filter(move |(key, _)| !has(key)).map(move |(key, _)| format!("{}.{key}", table.key()))
    });
    match answer.or_else(|| homeless.into_iter().next()) {
        None => Ok(()),
        Some(key) => Err(WriteError::NoPlace { key, version: template.version.to_owned() }),
    }
}

fn place_of(cell: &str) -> (u32, u32) {
    parse_cell(cell).unwrap_or_default()
}

/// A text for a cell, if a cell can hold it.
fn put_text(sheet: &str, at: (u32, u32), text: &str) -> Result<CellEdit, WriteError> {
    if text.encode_utf16().count() > limits::CELL_CHARS {
        return Err(WriteError::TooLong { sheet: sheet.to_owned(), cell: cell_name(at.0, at.1) });
    }
    Ok(CellEdit::Text(text.to_owned()))
}

/// The cells of the sheet `Declaration` that get an answer.
fn answers<'t>(
    grid: &Grid<'_>,
    d: &Declaration,
    template: &'t Template,
    date1904: bool,
) -> Result<Vec<(&'t Field, CellEdit)>, WriteError> {
    // Up to 6.22 the list behind the drop-downs has the number 1, shown as a percentage, and not a text.
    let share = grid.cell(98, 1).is_some_and(|c| c.kind() == "n" && c.value == Some("1"));
    let mut out = Vec::new();
    for field in &template.fields {
        let text = d.answer(&field.key);
        if text.is_empty() {
            continue;
        }
        // A date that can be read goes in as a real date, in the one spelling that reads back the same.
        let date = (field.input == Input::Date).then(|| serial(text, date1904)).flatten();
        let put = match date {
            Some(serial) => CellEdit::Number(serial),
            None if share && text == "100%" && field.options().iter().any(|o| o == "100%") => {
                CellEdit::Number(1.0)
            }
            None => put_text("Declaration", place_of(&field.cell), text)?,
        };
        out.push((field, put));
    }
    Ok(out)
}

/// The serial number of a text that is exactly a date as we write it.
pub(crate) fn serial(text: &str, date1904: bool) -> Option<f64> {
    let first = if date1904 { Day::new(1904, 1, 1) } else { Day::new(1899, 12, 30) };
    let serial = first?.days_until(text.parse().ok()?);
    (serial > if date1904 { 0 } else { 60 }).then_some(serial as f64)
}

/// The cells of the smelter list.
fn smelters(rows: &[(Computed, u32)]) -> Result<Puts, WriteError> {
    let mut puts = Puts::new();
    for (computed, at) in rows {
        for (col, index) in SmelterCol::ALL.iter().zip(0..) {
            let text = computed.seen.get(*col);
            let typed = computed.typed.contains(col);
            if typed && text.is_empty() {
                puts.insert((*at, index), CellEdit::Clear);
            } else if typed || (!text.is_empty() && !lookup::has_formula(*col)) {
                puts.insert((*at, index), put_text(Table::SMELTERS.sheet(), (*at, index), text)?);
            }
        }
        puts.extend(
            computed.results.iter().map(|(col, result)| ((*at, *col), CellEdit::Result(result.clone()))),
        );
    }
    Ok(puts)
}

/// The cells of a table without look-ups.
fn listed(rows: &[(&&dyn Row, u32)], def: &TableDef) -> Result<Puts, WriteError> {
    let mut puts = Puts::new();
    for (row, at) in rows {
        for (col, letter) in def.places().filter(|(col, _)| !row.cell(*col).is_empty()) {
            let place = (*at, place_of(&format!("{letter}1")).1);
            puts.insert(place, put_text(def.table.sheet(), place, row.cell(col))?);
        }
    }
    Ok(puts)
}
