//! What was read of a CMRT so far, and what it means once all is read.

mod moved;

use super::{ASKED_FOR, LAST_ANSWER_ROW, Workbook, is_footer};
use crate::book::Book;
use crate::cell::{Cell, Value};
use crate::identify::{numbers, revision, short_name};
use crate::links::Links;
use crate::notice::Notices;
use crate::rows::{HELD_ROWS, Listed, Pending, has_column, listed, smelters};
use crate::{ReadError, links, lookup, sanitize, values};
use domain::template::{Field, Input};
use domain::{Declaration, SmelterCol, Table, Template, answer, template};
use std::collections::BTreeMap;

/// A cell kept until it is known what it means.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    Text(String),
    Number(f64),
    Bool(bool),
    Error(String),
    NotComputed,
}

/// What was read so far.
#[derive(Default)]
pub(super) struct Raw {
    pub(super) answers: BTreeMap<(u32, u32), Kept>,
    /// The row of sheet `L` with the English title, and the title.
    pub(super) title_row: Option<u32>,
    pub(super) title: Option<String>,
    /// The version as the smelter list repeats it, and its row.
    pub(super) second_version: Option<(String, u32)>,
    /// The row of the product list with a formula where its header should have one.
    pub(super) product_header: Option<u32>,
    pub(super) smelters: BTreeMap<u32, Pending>,
    /// The tables that have no look-ups.
    pub(super) listed: BTreeMap<Table, Listed>,
    pub(super) lookup_rows: BTreeMap<u32, [String; 9]>,
    /// The table that has more rows than are held until it is known which of them say something.
    pub(super) crowded: Option<Table>,
    pub(super) notices: Notices,
}

impl Raw {
    pub(super) fn declaration(&mut self, cell: &Cell<'_>) {
        if cell.row <= LAST_ANSWER_ROW {
            let kept = match &cell.value {
                Value::Text(t) => Kept::Text((*t).to_owned()),
                Value::Number(n) => Kept::Number(*n),
                Value::Bool(b) => Kept::Bool(*b),
                Value::Error(e) => Kept::Error(e.clone()),
                Value::NotComputed => Kept::NotComputed,
            };
            self.answers.insert((cell.row, cell.col), kept);
        }
    }

    pub(super) fn strings(&mut self, cell: &Cell<'_>) {
        let Value::Text(text) = cell.value else { return };
        if cell.col == 0 && text == "DeclarationD2" {
            self.title_row = Some(cell.row);
        } else if cell.col == 3 && self.title_row == Some(cell.row) {
            self.title = Some(text.to_owned());
        }
    }

    pub(super) fn smelter(&mut self, cell: &Cell<'_>) {
        if cell.row < Table::SMELTERS.first_row() {
            if let (16, Value::Text(text)) = (cell.col, &cell.value) {
                let here = || revision(text).map(|version| (version, cell.row));
                self.second_version = self.second_version.take().or_else(here);
            }
            return;
        }
        let Some(col) = SmelterCol::ALL.get(cell.col as usize) else { return };
        if self.smelters.len() >= HELD_ROWS && !self.smelters.contains_key(&cell.row) {
            self.crowded = Some(Table::SMELTERS);
            return;
        }
        // Columns B to J are formulas in the official file.
        let filled_in = (1..=9).contains(&cell.col);
        match &cell.value {
            Value::Text("") => {}
            // What a formula asks for is no answer.
            Value::Text(text) if cell.formula && *text == ASKED_FOR => {}
            // A blank cell of the look-up list shows as zero.
            Value::Number(n) if *n == 0.0 && (5..=9).contains(&cell.col) => {}
            Value::NotComputed if filled_in => {
                self.smelters.entry(cell.row).or_default().open.push(cell.col);
            }
            Value::Error(_) if filled_in => {
                let pending = self.smelters.entry(cell.row).or_default();
                if !std::mem::replace(&mut pending.error, true) {
                    values::text(Table::SMELTERS.sheet(), cell, &mut self.notices);
                }
            }
            _ => {
                let text = values::text(Table::SMELTERS.sheet(), cell, &mut self.notices);
                if !text.is_empty() {
                    *self.smelters.entry(cell.row).or_default().row.get_mut(*col) = text;
                }
            }
        }
    }

    pub(super) fn listed(&mut self, table: Table, cell: &Cell<'_>) {
        let first = table.first_row();
        let listed = self.listed.entry(table).or_default();
        if listed.rows.len() >= HELD_ROWS && !listed.rows.contains_key(&cell.row) {
            self.crowded = Some(table);
            return;
        }
        if table == Table::PRODUCTS
            && cell.formula
            && cell.col == moved::PRODUCT_HEADER.1
            && cell.row < first + 3
        {
            self.product_header = self.product_header.or(Some(cell.row));
        }
        let has = |t: &Template| t.table(table).is_some_and(|def| has_column(def, cell.col));
        if cell.row + 1 < first || !template::versions().iter().any(has) {
            return;
        }
        if cell.row + 1 == first {
            if let Value::Text(text) = cell.value {
                listed.headers.insert(cell.col, text.to_owned());
            }
            return;
        }
        if table == Table::PRODUCTS && is_footer(cell) {
            return;
        }
        let text = values::text(table.sheet(), cell, &mut self.notices);
        if !text.is_empty() {
            listed.rows.entry(cell.row).or_default().insert(cell.col, text);
        }
    }

    pub(super) fn lookup(&mut self, cell: &Cell<'_>) {
        // Rows 1 to 4 are title and headers. Notices would not help: nobody fills in this sheet.
        if cell.row > 4
            && let Value::Text(text) = cell.value
        {
            self.lookup_rows.entry(cell.row).or_default()[cell.col as usize] = text.to_owned();
        }
    }

    /// The version as the sheet states it, and where: by content, in case rows or columns were moved.
    pub(super) fn revision(&self) -> Option<((u32, u32), String)> {
        self.answers.iter().take_while(|((row, _), _)| *row <= 6).find_map(|(at, kept)| match kept {
            Kept::Text(t) => Some((*at, revision(t)?)),
            _ => None,
        })
    }

    /// Which template and version this is.
    pub(super) fn identify(&self, book: &Book<'_>) -> Result<&'static Template, ReadError> {
        let text_at = |row: u32, col: u32| match self.answers.get(&(row, col)) {
            Some(Kept::Text(t)) => Some(t.as_str()),
            _ => None,
        };
        let version = self
            .revision()
            .map(|(_, version)| version)
            .or_else(|| self.second_version.as_ref().map(|(version, _)| version.clone()));
        let title = self.title.as_deref().or_else(|| text_at(2, 3)).unwrap_or("");
        let kind = short_name(title).or_else(|| {
            let extra = |name: &str| book.find(name).is_some();
            let other = if extra("Minerals Scope") { Some("AMRT") } else { None };
            other.or_else(|| extra("Mine List").then_some("EMRT")).map(str::to_owned)
        });
        match kind.as_deref() {
            Some(kind) if template::versions().iter().any(|t| t.kind == kind) => {}
            Some(kind) => return Err(ReadError::WrongTemplate { kind: kind.to_owned() }),
            // Titles of the first versions, and files without the sheet of strings, do not have the short name.
            None if version.is_some() && book.find("Smelter List").is_some() => {}
            None => return Err(ReadError::UnknownTemplate { title: title.chars().take(80).collect() }),
        }
        let version = version.ok_or(ReadError::NoVersion)?;
        let kind = kind.as_deref().unwrap_or(template::CMRT);
        let known = template::find(kind, &version).or_else(|| {
            // 6.10 is 6.1, 6.50 is 6.5.
            version.strip_suffix('0').filter(|v| !v.ends_with('.')).and_then(|v| template::find(kind, v))
        });
        known.ok_or_else(|| {
            let oldest =
                template::versions().iter().find(|t| t.kind == kind).map_or("", |t| t.version.as_str());
            if numbers(&version) < numbers(oldest) {
                ReadError::OldVersion { version }
            } else {
                ReadError::UnknownVersion { version }
            }
        })
    }

    pub(super) fn finish(
        mut self,
        template: &'static Template,
        date1904: bool,
        links: &Links,
        of_rows: &Links,
    ) -> Result<Workbook, ReadError> {
        let mut declaration = Declaration::default();
        for field in &template.fields {
            let Some((row, col)) = sanitize::parse_cell(&field.cell) else { continue };
            if let Some(kept) = self.answers.remove(&(row + 1, col)) {
                declaration.set(&field.key, answer_text(field, &kept, date1904, &mut self.notices));
                links::take(&mut declaration, field, &field.cell, links, &mut self.notices);
            }
        }
        let language = match self.answers.get(&(3, 3)) {
            Some(Kept::Text(t)) if !answer::is_blank(t) => Some(answer::clean(t).to_owned()),
            _ => None,
        };
        let mut collector = lookup::Collector::default();
        for [metal, name, standard, country, cid, source, street, city, state] in self.lookup_rows.values() {
            collector.add(metal, name, standard, country, cid);
            collector.locate(cid, [source, street, city, state]);
        }
        let lookup = collector.finish(template.checker.by_name);
        declaration.smelters = smelters(self.smelters, &lookup, &mut self.notices)?;
        let lookup = lookup.smelters;
        declaration.smelters.iter_mut().for_each(|row| links::take_row(row, of_rows, &mut self.notices));
        for def in template.tables.iter().filter(|def| def.table != Table::SMELTERS) {
            let rows = self.listed.remove(&def.table).unwrap_or_default();
            listed(rows, def.table, template, declaration.rows_mut(def.table))?;
        }
        Ok(Workbook {
            kind: template.kind.to_owned(),
            version: template.version.to_owned(),
            seen: template.seen,
            language,
            declaration,
            notices: self.notices.finish(),
            lookup,
        })
    }
}

/// The text of an answer. A number 0 is none, as for the official checker (`=IF(B7=0,1,0)`). Two cells hold numbers that mean a text: the date, and 100 % in versions before 6.31.
fn answer_text(field: &Field, kept: &Kept, date1904: bool, notices: &mut Notices) -> String {
    let sheet = "Declaration";
    if let Kept::Number(n) = kept {
        if field.input == Input::Date && *n != 0.0 {
            if let Some(date) = values::date(*n, date1904) {
                return date;
            }
            let text = values::number(*n).unwrap_or_default();
            notices.add(sheet, field.cell.as_str(), "date_unreadable", &[("value", &text)]);
            return text;
        }
        if *n == 0.0 && field.checker.is_some() {
            notices.add(sheet, field.cell.as_str(), "zero", &[]);
            return String::new();
        }
        if *n == 1.0 && field.options().iter().any(|o| o == "100%") {
            return "100%".to_owned();
        }
    }
    let value = match kept {
        Kept::Text(t) => Value::Text(t),
        Kept::Number(n) => Value::Number(*n),
        Kept::Bool(b) => Value::Bool(*b),
        Kept::Error(e) => Value::Error(e.clone()),
        Kept::NotComputed => Value::NotComputed,
    };
    let (row, col) = sanitize::parse_cell(&field.cell).unwrap_or_default();
    values::text(sheet, &Cell { row: row + 1, col, value, formula: false }, notices)
}
