//! Reads a CMRT before 6.0 into today's questions, and says what became of every answer.

mod checker;
mod frame;

use crate::book::{Book, Wanted};
use crate::cell::{Cell, Value};
use crate::cmrt::{ASKED_FOR, is_footer};
use crate::error::render;
use crate::links::{self, Links};
use crate::lookup::LookUp;
use crate::notice::Notices;
use crate::rows::{HELD_ROWS, Listed, Pending, listed, smelters};
use crate::{Limit, Notice, Progress, ReadError, Workbook, read_workbook, sanitize, values};
use domain::references::is_cid;
use domain::template::older::{Older, answer_now, new_questions, older};
use domain::template::{self, Field, Input, Template};
use domain::{Declaration, SmelterCol, Table, Texts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What became of an answer, or of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// The same question under the same number.
    Carried,
    /// The same question under another number.
    Renamed,
    /// An answer that no answer of today means.
    Unclear,
    /// An answer to a question that nobody asks any more.
    Dropped,
    /// A question that this version did not ask.
    New,
}

impl Fate {
    /// The text key is `migration.<key>`.
    pub fn key(self) -> &'static str {
        match self {
            Fate::Carried => "carried",
            Fate::Renamed => "renamed",
            Fate::Unclear => "unclear",
            Fate::Dropped => "dropped",
            Fate::New => "new",
        }
    }
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// What became of it.
    pub fate: Fate,
    /// The cell then; empty for a new question.
    pub cell: String,
    /// The number then, `Q4`; empty where it had none.
    pub was: String,
    /// The key now; empty for what was dropped.
    pub key: String,
    /// What was answered.
    pub value: String,
}

impl Moved {
    pub fn message(&self, texts: &Texts, template: &Template) -> String {
        let field = template.field(&self.key);
        let now = field.map_or_else(String::new, |f| {
            let text = texts.get(&format!("field.{}.label", f.text)).to_owned();
            let metal = f.metal.map_or(String::new(), |m| {
                let key = format!("metal.{}", m.key());
                format!(" ({})", if texts.has(&key) { texts.get(&key) } else { m.name() })
            });
            [f.number.as_str(), " ", &text, &metal].concat().trim().to_owned()
        });
        let args = [("cell", &self.cell), ("was", &self.was), ("now", &now), ("value", &self.value)];
        let args: Vec<(String, String)> = args.iter().map(|(n, v)| ((*n).to_owned(), (*v).clone())).collect();
        render(texts, &format!("migration.{}", self.fate.key()), &args)
    }
}

/// An older workbook in today's questions.
#[derive(Clone, Debug)]
pub struct Migrated {
    /// The version that it is.
    pub from: &'static str,
    /// Whether files of this version were seen. Otherwise people are told to look at every answer.
    pub seen: bool,
    /// The version whose questions are answered now.
    pub template: &'static Template,
    /// The answers.
    pub declaration: Declaration,
    /// What became of everything, in the order of [`Fate`].
    pub moved: Vec<Moved>,
    /// What was changed or could not be understood.
    pub notices: Vec<Notice>,
}

/// Reads a workbook of the version that [`ReadError::OldVersion`] names, for the template to be answered now.
pub fn read_older(bytes: &[u8], version: &str, template: &'static Template) -> Result<Migrated, ReadError> {
    let (raw, date1904) = read_raw(bytes, version)?;
    raw.finish(template, date1904)
}

/// A workbook of any version that can be read, in the questions of one template.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AnyBook {
    /// What it says. Of an older one: its answers in today's questions.
    pub workbook: Workbook,
    /// Of a version before 6.0: what became of everything, in the order of [`Fate`]. Empty for later ones.
    pub moved: Vec<Moved>,
}

impl AnyBook {
    /// Whether it is of a version before 6.0, so that its questions were others.
    pub fn is_older(&self) -> bool {
        !self.moved.is_empty()
    }
}

/// Reads a workbook of any version for the template that is answered.
pub fn read_any(
    bytes: &[u8],
    template: &'static Template,
    progress: &mut dyn FnMut(Progress),
) -> Result<AnyBook, ReadError> {
    let version = match read_workbook(bytes, progress) {
        Ok(workbook) => return Ok(AnyBook { workbook, moved: Vec::new() }),
        Err(ReadError::OldVersion { version }) => version,
        Err(error) => return Err(error),
    };
    let read = read_older(bytes, &version, template)?;
    let workbook = Workbook {
        kind: template.kind.to_owned(),
        version: read.from.to_owned(),
        seen: read.seen,
        declaration: read.declaration,
        notices: read.notices,
        ..Workbook::default()
    };
    Ok(AnyBook { workbook, moved: read.moved })
}

/// Reads it as [`read_older`] does, and counts the rows that the file's own checker leaves open; none where that
/// checker was never seen.
pub fn check_older(
    bytes: &[u8],
    version: &str,
    template: &'static Template,
) -> Result<(Migrated, Option<Vec<u32>>), ReadError> {
    let (raw, date1904) = read_raw(bytes, version)?;
    let open = checker::open_rows(&raw);
    Ok((raw.finish(template, date1904)?, open))
}

fn read_raw(bytes: &[u8], version: &str) -> Result<(Raw, bool), ReadError> {
    let older = older(version).ok_or_else(|| ReadError::OldVersion { version: version.to_owned() })?;
    let book = Book::open(bytes)?;
    let mut raw = Raw::new(older);
    let sheets = [("Declaration", 10), (Table::SMELTERS.sheet(), 17), (Table::PRODUCTS.sheet(), 4)];
    let mut kinds = Vec::new();
    let mut wanted = Vec::new();
    for (kind, (name, columns)) in sheets.into_iter().enumerate() {
        if let Some(index) = book.find(name) {
            kinds.push(kind);
            wanted.push(Wanted { index, columns });
        }
    }
    book.stream(
        &wanted,
        &mut raw,
        |_, _, _| {},
        |raw, i, cell| match kinds[i] {
            0 => raw.answer(&cell),
            1 => raw.smelter(&cell),
            _ => raw.product(&cell),
        },
    )?;
    // Before 3.0 other lists may stand below that of the smelters.
    if version.starts_with('2')
        && let Some(index) = book.find(Table::SMELTERS.sheet())
    {
        let column = older.smelters.iter().position(|c| *c == Some(SmelterCol::Metal)).unwrap_or(1);
        let end = frame::end_of_choices(&book, index, column as u32)?;
        frame::cut(&mut raw.smelters, end, &mut raw.notices);
    }
    if let Some(table) = raw.crowded {
        return Err(ReadError::too_large(Limit::TableRows, table.sheet()));
    }
    if let Some(index) = book.find("Declaration") {
        raw.links = links::links(&book, index)?;
    }
    Ok((raw, book.date1904))
}

/// The template that older answers are read into: the newest whose files were seen.
pub fn newest() -> Option<&'static Template> {
    template::versions().iter().rev().find(|t| t.kind == template::CMRT && t.seen)
}

struct Raw {
    older: &'static Older,
    answers: BTreeMap<(u32, u32), Given>,
    smelters: BTreeMap<u32, Pending>,
    products: BTreeMap<u32, BTreeMap<u32, String>>,
    /// The table that has more rows than are held until it is known which of them say something.
    crowded: Option<Table>,
    /// Where cells of the answers lead.
    links: Links,
    notices: Notices,
}

enum Given {
    Text(String),
    Number(f64),
}

impl Raw {
    fn new(older: &'static Older) -> Raw {
        Raw {
            older,
            answers: BTreeMap::new(),
            smelters: BTreeMap::new(),
            products: BTreeMap::new(),
            crowded: None,
            links: Links::new(),
            notices: Notices::default(),
        }
    }

    fn answer(&mut self, cell: &Cell<'_>) {
        let given = match &cell.value {
            Value::Number(n) => Given::Number(*n),
            Value::Error(_) | Value::NotComputed => return,
            _ => Given::Text(values::text("Declaration", cell, &mut self.notices)),
        };
        self.answers.insert((cell.row - 1, cell.col), given);
    }

    fn smelter(&mut self, cell: &Cell<'_>) {
        let col = self.older.smelters.get(cell.col as usize).copied().flatten();
        let (Some(col), false) = (col, cell.row < Table::SMELTERS.first_row()) else { return };
        if self.smelters.len() >= HELD_ROWS && !self.smelters.contains_key(&cell.row) {
            self.crowded = Some(Table::SMELTERS);
            return;
        }
        // Columns that look a smelter up show an error where they do not know it.
        let formula = cell.formula && matches!(cell.value, Value::Error(_) | Value::NotComputed);
        let zero = cell.formula && matches!(cell.value, Value::Number(0.0));
        if formula || zero {
            return;
        }
        let text = values::text(Table::SMELTERS.sheet(), cell, &mut self.notices);
        let asked_for = cell.formula && text == ASKED_FOR;
        if !text.is_empty() && !asked_for {
            *self.smelters.entry(cell.row).or_default().row.get_mut(col) = text;
        }
    }

    fn product(&mut self, cell: &Cell<'_>) {
        if cell.row < Table::PRODUCTS.first_row() || cell.col == 0 || cell.formula || is_footer(cell) {
            return;
        }
        if self.products.len() >= HELD_ROWS && !self.products.contains_key(&cell.row) {
            self.crowded = Some(Table::PRODUCTS);
            return;
        }
        let text = values::text(Table::PRODUCTS.sheet(), cell, &mut self.notices);
        if !text.is_empty() {
            self.products.entry(cell.row).or_default().insert(cell.col, text);
        }
    }

    fn given(&self, row: u32, column: char) -> Option<&Given> {
        self.answers.get(&(row - 1, column as u32 - 'A' as u32))
    }

    fn text(&self, row: u32, column: char) -> &str {
        match self.given(row, column) {
            Some(Given::Text(text)) => text,
            _ => "",
        }
    }

    fn says_no(&self, row: u32) -> bool {
        self.text(row, 'D').eq_ignore_ascii_case("No")
    }

    fn take(&mut self, cell: &str, field: Option<&Field>, date1904: bool) -> String {
        let is_date = field.is_some_and(|f| f.input == Input::Date);
        match self.answers.remove(&sanitize::parse_cell(cell).unwrap_or_default()) {
            Some(Given::Text(text)) => text,
            Some(Given::Number(n)) if is_date => values::date(n, date1904).unwrap_or_default(),
            Some(Given::Number(n)) => values::number(n).unwrap_or_default(),
            None => String::new(),
        }
    }

    fn finish(mut self, template: &'static Template, date1904: bool) -> Result<Migrated, ReadError> {
        let older = self.older;
        let mut declaration = Declaration::default();
        let mut moved = Vec::new();
        let line = |fate, cell: &str, was: &str, key: &str, value: &str| Moved {
            fate,
            cell: cell.to_owned(),
            was: was.to_owned(),
            key: key.to_owned(),
            value: value.to_owned(),
        };
        for taken in &older.taken {
            let Some(field) = template.field(&taken.key) else { continue };
            let value = self.take(&taken.cell, Some(field), date1904);
            if domain::answer::is_blank(&value) {
                continue;
            }
            let mut linked = Declaration::default();
            linked.set(&field.key, value.as_str());
            links::take(&mut linked, field, &taken.cell, &self.links, &mut self.notices);
            let now = answer_now(field, linked.answer(&field.key));
            let same = taken.was.is_empty()
                || taken.was == field.number
                || field
                    .comment_of
                    .as_ref()
                    .and_then(|k| template.field(k))
                    .is_some_and(|f| f.number == taken.was);
            let fate = match &now {
                None => Fate::Unclear,
                Some(_) if same => Fate::Carried,
                Some(_) => Fate::Renamed,
            };
            moved.push(line(fate, &taken.cell, &taken.was, &taken.key, &value));
            declaration.set(&taken.key, now.unwrap_or_default());
        }
        for (cell, was) in &older.dropped {
            let value = self.take(cell, None, date1904);
            if !domain::answer::is_blank(&value) {
                moved.push(line(Fate::Dropped, cell, was, "", &value));
            }
        }
        moved.extend(new_questions(older, template).iter().map(|key| line(Fate::New, "", "", key, "")));
        moved.sort_by_key(|m| m.fate);
        declaration.smelters = smelters(self.smelters, &LookUp::default(), &mut self.notices)?;
        for row in &mut declaration.smelters {
            // Today a row is looked up by the number in the first column.
            if row.cid.is_empty() && is_cid(row.get(SmelterCol::Identification)) {
                row.cid = row.identification.clone();
            }
        }
        let rows = Listed { rows: self.products, ..Listed::default() };
        listed(rows, Table::PRODUCTS, narrow(template), &mut declaration.products)?;
        Ok(Migrated {
            from: older.version,
            seen: older.seen,
            template,
            declaration,
            moved,
            notices: self.notices.finish(),
        })
    }
}

/// Before 6.6 comments on products stand in column D.
fn narrow(template: &'static Template) -> &'static Template {
    template::versions().iter().find(|t| t.kind == template.kind).unwrap_or(template)
}
