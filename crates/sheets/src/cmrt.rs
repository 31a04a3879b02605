//! Reads a filled CMRT: which template it is, and its answers, smelters, products and look-up list.

mod raw;

use crate::book::{Book, Wanted};
use crate::cell::{Cell, Value};
use crate::links::{self, Links};
use crate::notice::Notice;
use crate::package::Package;
use crate::rows::width;
use crate::{Limit, ReadError, sanitize};
use domain::{Declaration, References, Smelter, Table, Template, answer, template};
use raw::Raw;
use serde::{Deserialize, Serialize};

/// What a workbook says. It crosses from the Web Worker to the page as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// Which reporting template: `CMRT`.
    pub kind: String,
    /// Its version in the spelling of [`Template::version`].
    pub version: String,
    /// Whether files of this version were seen when its definition was written. Otherwise people are told to look.
    pub seen: bool,
    /// The display language as the workbook names it.
    pub language: Option<String>,
    /// The answers, as written. A row's id is its sheet row and its order follows from it: enough to tell the rows
    /// of one file apart. Whoever takes rows into a draft draws real ids.
    pub declaration: Declaration,
    /// What was changed or could not be understood.
    pub notices: Vec<Notice>,
    /// The workbook's own look-up list, with aliases.
    pub lookup: Vec<Smelter>,
}

impl Workbook {
    /// The definition that the workbook answers.
    pub fn template(&self) -> Option<&'static Template> {
        template::find(&self.kind, &self.version)
    }

    /// The workbook's look-up list as a reference list.
    pub fn references(&self) -> References {
        References::new("Smelter Look-up", None, self.lookup.clone())
    }
}

/// What is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Unpacking and checking the file.
    Unpack,
    /// The answers.
    Declaration,
    /// The rows of a table.
    Rows(Table),
    /// The look-up list.
    Lookup,
}

impl Stage {
    /// The part of the text key `import.stage.<key>`.
    pub fn key(self) -> &'static str {
        match self {
            Stage::Unpack => "unpack",
            Stage::Declaration => "declaration",
            Stage::Rows(table) => table.name(),
            Stage::Lookup => "lookup",
        }
    }
}

/// How far the reading is. `done` of `total` is a measure of work, not of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What comes next.
    pub stage: Stage,
    /// Work done.
    pub done: u32,
    /// All work.
    pub total: u32,
}

/// What a sheet holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Answers,
    Strings,
    Rows(Table),
    LookUp,
}

/// The sheets that are read, in this order, each with its number of columns.
fn sheets() -> Vec<(&'static str, Holds, u32)> {
    let mut out = vec![("Declaration", Holds::Answers, 10), ("L", Holds::Strings, 4)];
    for table in Table::all() {
        let defs = template::versions().iter().filter_map(|t| t.table(table));
        if let Some(columns) = defs.map(width).max() {
            out.push((table.sheet(), Holds::Rows(table), columns));
        }
    }
    out.push(("Smelter Look-up", Holds::LookUp, 9));
    out
}

impl Holds {
    fn stage(self) -> Stage {
        match self {
            Holds::Answers | Holds::Strings => Stage::Declaration,
            Holds::Rows(table) => Stage::Rows(table),
            Holds::LookUp => Stage::Lookup,
        }
    }
}
/// Where the official product list ends with a copyright line, by the version: column B.
const FOOTERS: [u32; 3] = [301, 1001, 2006];

/// Whether a cell of the product list is the copyright line below it, by its place and its text: a formula in most
/// versions, and a plain text where the results of formulas were stored in their place.
pub(crate) fn is_footer(cell: &Cell<'_>) -> bool {
    let place = cell.col == 1 && FOOTERS.contains(&cell.row);
    match &cell.value {
        Value::Text(text) => {
            let text = answer::clean(text);
            text.starts_with('©')
                && (place || cell.formula || text.chars().filter(char::is_ascii_digit).count() == 4)
        }
        Value::NotComputed => place,
        Value::Error(_) => place && cell.formula,
        _ => false,
    }
}

/// What the official formula for the source of an identification says of a smelter that is not listed.
pub(crate) const ASKED_FOR: &str = "Enter smelter details";
/// The last row of the sheet `Declaration` that can hold an answer, with room to spare.
const LAST_ANSWER_ROW: u32 = 200;

/// Reads a workbook. Every fault is an error that says what to do; nothing is read in part.
pub fn read_workbook(bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<Workbook, ReadError> {
    progress(Progress { stage: Stage::Unpack, done: 0, total: 100 });
    // A zip in a zip is not followed further.
    match Package::lone_file(bytes) {
        Some((_, bytes)) => read_book(&Book::open(&bytes)?, progress),
        None => read_book(&Book::open(bytes)?, progress),
    }
}

fn read_book(book: &Book<'_>, progress: &mut dyn FnMut(Progress)) -> Result<Workbook, ReadError> {
    if book.find("Declaration").is_none() {
        let names: Vec<&str> = book.names().take(5).collect();
        return Err(ReadError::NoDeclaration { sheets: names.join(", ") });
    }
    let mut found = Vec::new();
    let mut wanted = Vec::new();
    for (name, holds, columns) in sheets() {
        if let Some(index) = book.find(name) {
            found.push((name, holds));
            wanted.push(Wanted { index, columns });
        }
    }
    let sizes: Vec<u64> = wanted.iter().map(|w| 1 + book.size(w.index)).collect();
    let total: u64 = sizes.iter().sum();
    let percent = |upto: usize| (40 + 60 * sizes[..upto].iter().sum::<u64>() / total) as u32;

    let mut raw = Raw::default();
    book.stream(
        &wanted,
        &mut raw,
        |raw, i, beyond| {
            progress(Progress { stage: found[i].1.stage(), done: percent(i), total: 100 });
            if let Some(cell) = beyond {
                raw.notices.add(found[i].0, cell, "beyond", &[]);
            }
        },
        |raw, i, cell| match found[i].1 {
            Holds::Answers => raw.declaration(&cell),
            Holds::Strings => raw.strings(&cell),
            Holds::Rows(table) if table == Table::SMELTERS => raw.smelter(&cell),
            Holds::Rows(table) => raw.listed(table, &cell),
            Holds::LookUp => raw.lookup(&cell),
        },
    )?;
    let template = raw.identify(book)?;
    if let Some(table) = raw.crowded {
        return Err(ReadError::too_large(Limit::TableRows, table.sheet()));
    }
    for (sheet, right, found) in raw.out_of_place(template) {
        let [right, found] = [right, found].map(|(row, col)| sanitize::cell_name(row - 1, col));
        raw.notices.add(sheet, found, "moved", &[("right", &right)]);
    }
    let expected = template.tables.iter().map(|def| def.table.sheet()).chain(["Smelter Look-up"]);
    for name in expected.filter(|name| !found.iter().any(|(n, _)| n == name)) {
        raw.notices.add(name, "", "sheet_missing", &[]);
    }
    let links = match book.find("Declaration") {
        Some(index) => links::links(book, index)?,
        None => Links::new(),
    };
    let of_rows = match book.find(Table::SMELTERS.sheet()) {
        Some(index) => links::of_list(book, index)?,
        None => Links::new(),
    };
    let workbook = raw.finish(template, book.date1904, &links, &of_rows)?;
    progress(Progress { stage: Stage::Lookup, done: 100, total: 100 });
    Ok(workbook)
}
