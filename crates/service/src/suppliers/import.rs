//! Importing suppliers: upload, look, confirm. Nothing is written before the confirmation.

mod letters;

use crate::access::Reviewer;
use crate::records::{ImportBatch, Supplier};
use crate::suppliers::columns::Column;
use crate::suppliers::contacts::{Handover, TRIES, same_address};
use crate::suppliers::directory::tidy;
use crate::suppliers::languages::language;
use crate::suppliers::mapping::{Mapping, guess};
use crate::suppliers::values;
use crate::survey::workdays::Delivery;
use crate::team::setup::normal_email;
use crate::{Result, ServiceError};
use domain::answer;
use letters::Odd;
use serde::{Deserialize, Serialize};
use sheets::{RawTable, TableFile};
use std::collections::HashMap;

/// Most rows that one import takes.
pub const MAX_ROWS: usize = 20_000;

/// The text that says that a supplier stands in the file twice.
const TWICE: &str = "problem.twice_in_file";

/// How far down a header is looked for: titles may stand above it.
const HEADER_WITHIN: usize = 20;

/// An uploaded file with everything in it that may be the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    /// The file's name as uploaded.
    pub file: String,
    /// Its sheets, or the text cut by each separator; at least one.
    pub tables: Vec<RawTable>,
}

/// How an upload is to be read, as far as a person says; what is left open is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Which of [`Uploaded::tables`].
    pub table: Option<usize>,
    /// The row of the header, by its number in the file.
    pub header: Option<u32>,
    /// What the columns mean.
    pub mapping: Option<Mapping>,
    /// Whether shares without a sign count the whole as 1 and not as 100.
    pub fractions: bool,
}

/// What is taken beyond the rows that are in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Take {
    /// Goes on although rows with problems are left out.
    pub leave_bad_rows_out: bool,
    /// New suppliers without an address too: they are kept, and cannot be asked by mail.
    pub without_email: bool,
}

impl From<TableFile> for Uploaded {
    fn from(mut file: TableFile) -> Uploaded {
        let rows = file.tables.iter_mut().flat_map(|table| &mut table.rows);
        rows.flat_map(|row| &mut row.cells).for_each(letters::leave_seen);
        Uploaded { file: file.name.chars().take(200).collect(), tables: file.tables }
    }
}

impl Uploaded {
    /// A table that no file holds: the header's row is 1.
    pub fn of_rows(name: &str, header: Vec<String>, rows: Vec<(u32, Vec<String>)>) -> Uploaded {
        let rows = std::iter::once((1, header)).chain(rows);
        let rows = rows.map(|(row, cells)| sheets::TableRow { row, cells }).collect();
        let table = RawTable { source: name.to_owned(), rows, ..RawTable::default() };
        Uploaded { file: name.to_owned(), tables: vec![table] }
    }

    /// Reads a CSV file or a workbook.
    pub fn read(bytes: &[u8], file: &str) -> std::result::Result<Uploaded, sheets::ReadError> {
        Ok(sheets::table_file(bytes, file)?.into())
    }

    /// The table that is meant, with its header: as chosen, else the one whose header names most of what a list of
    /// suppliers holds; a sheet that a person does not see only where no other does.
    fn chosen(&self, reading: &Reading) -> Option<Cut<'_>> {
        let cut = |(index, table)| {
            Cut::of(index, table, reading.header.filter(|_| reading.table.is_none_or(|t| t == index)))
        };
        let mut all = self.tables.iter().enumerate();
        match reading.table {
            Some(wanted) => all.nth(wanted).map(cut),
            // Of equals the first: `max_by_key` would take the last.
            None => all.map(cut).rev().max_by_key(|c| (c.named.min(2), !c.table.hidden, c.named)),
        }
    }
}

/// A table cut into header and rows.
struct Cut<'a> {
    index: usize,
    table: &'a RawTable,
    /// Where the header stands among the table's rows.
    header: usize,
    /// How many facts its header names.
    named: usize,
}

impl Cut<'_> {
    fn of(index: usize, table: &RawTable, header: Option<u32>) -> Cut<'_> {
        let named = |at: usize| guess(&table.rows[at].cells).into_iter().flatten().count();
        let within = table.rows.len().min(HEADER_WITHIN);
        let told = header.and_then(|row| table.rows.iter().position(|r| r.row == row));
        let best = || (0..within).rev().max_by_key(|at| named(*at)).filter(|at| named(*at) > 1);
        let several = || {
            (0..within).find(|at| table.rows[*at].cells.iter().filter(|c| !answer::is_blank(c)).count() > 1)
        };
        let header = told.or_else(best).or_else(several).unwrap_or(0);
        let count = if table.rows.is_empty() { 0 } else { named(header) };
        Cut { index, table, header, named: count }
    }

    fn header(&self) -> Vec<String> {
        let cells = self.table.rows.get(self.header).map(|r| r.cells.as_slice()).unwrap_or_default();
        // A line break in a header is a space.
        cells.iter().map(|h| h.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    fn rows(&self) -> &[sheets::TableRow] {
        self.table.rows.get(self.header + 1..).unwrap_or_default()
    }
}

/// A problem in the uploaded table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// Row number in the file.
    pub row: u32,
    /// The header of the column; empty where the row as a whole is meant.
    pub column: String,
    /// Key of the text that says what is wrong.
    pub text: String,
    /// The cell's text.
    pub value: String,
    /// The row that it collides with.
    pub other: Option<u32>,
}

/// What an import would do to one supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// Row number in the file.
    pub row: u32,
    /// The supplier as it would be stored; version 0 for a new one.
    pub supplier: Supplier,
    /// For a known supplier: field key, old text, new text.
    pub changes: Vec<(&'static str, String, String)>,
    /// Where its address changes: the requests to which the old person loses access, and to which the new one is
    /// invited.
    pub handovers: Vec<Handover>,
}

impl RowChange {
    /// The supplier's old address, where the row changes it to another one.
    pub fn moved_from(&self) -> Option<&str> {
        let (_, old, new) = self.changes.iter().find(|(field, _, _)| *field == "email")?;
        (!same_address(old, new)).then_some(old.as_str())
    }
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The file's name.
    pub file: String,
    /// The tables of the file: where each stands, and whether a person does not see it.
    pub tables: Vec<(String, bool)>,
    /// Which of them is used.
    pub table: usize,
    /// The number of the header's row in the file.
    pub header_row: u32,
    /// The first rows of the table, among which the header is: number and cells.
    pub first_rows: Vec<(u32, Vec<String>)>,
    /// Whether the header names too little to be sure that it is one.
    pub doubtful: bool,
    /// Whether shares without a sign count the whole as 1.
    pub fractions: bool,
    /// The table's header.
    pub header: Vec<String>,
    /// A few rows as they stand in the file.
    pub sample: Vec<Vec<String>>,
    /// The mapping used.
    pub mapping: Mapping,
    /// Suppliers to be added.
    pub new: Vec<RowChange>,
    /// Suppliers to be added who have no address; only on demand.
    pub without_email: Vec<RowChange>,
    /// Suppliers to be changed.
    pub changed: Vec<RowChange>,
    /// How many stay as they are.
    pub unchanged: usize,
    /// What is wrong, by row and column. Rows with a problem are not imported.
    pub problems: Vec<RowProblem>,
    /// How many rows have a problem.
    pub bad_rows: usize,
    /// The rows that have one, as they stand in the file, each cell with what it may have been.
    pub bad: Vec<(u32, Vec<String>)>,
    /// What is taken, and worth a look first.
    pub notes: Vec<RowProblem>,
}

impl Reviewer {
    /// Keeps an uploaded table; the answer names it for preview and confirmation.
    pub async fn upload_suppliers(&self, table: Uploaded) -> Result<String> {
        let Some(cut) = table.chosen(&Reading::default()).filter(|cut| !cut.rows().is_empty()) else {
            return Err(ServiceError::field("file", "problem.empty_table"));
        };
        if cut.rows().len() > MAX_ROWS {
            return Err(ServiceError::field("file", "problem.too_many_rows"));
        }
        let services = self.services();
        let batch = ImportBatch {
            id: services.new_id(),
            member: self.member().id.clone(),
            document: serde_json::to_string(&table).map_err(|e| ServiceError::Internal(e.into()))?,
            created_at: services.now(),
        };
        let id = batch.id.clone();
        services.store.put_import(batch).await?;
        Ok(id)
    }

    async fn batch(&self, id: &str) -> Result<(ImportBatch, Uploaded)> {
        let found = self.services().store.import(id).await?.filter(|b| b.member == self.member().id);
        let found = found.ok_or(ServiceError::NotFound)?;
        let table = serde_json::from_str(&found.document).map_err(|e| ServiceError::Internal(e.into()))?;
        Ok((found, table))
    }

    /// What confirming would do, with what was chosen and what is guessed.
    pub async fn preview_import(&self, batch: &str, reading: &Reading) -> Result<Preview> {
        let (_, table) = self.batch(batch).await?;
        let known = self.services().store.all_suppliers().await?;
        let mut preview = plan(&table, reading, &known).ok_or(ServiceError::NotFound)?;
        for change in preview.changed.iter_mut().filter(|c| c.moved_from().is_some()) {
            change.handovers = self.handovers(&change.supplier, Delivery::WorkingHours).await?;
        }
        Ok(preview)
    }

    /// Corrects cells of the upload itself: row number in the file, column from 0, text.
    pub async fn correct_import(
        &self,
        batch: &str,
        reading: &Reading,
        cells: &[(u32, usize, String)],
    ) -> Result<()> {
        let (found, mut table) = self.batch(batch).await?;
        let index = table.chosen(reading).ok_or(ServiceError::NotFound)?.index;
        let rows = &mut table.tables[index].rows;
        for (row, column, text) in cells {
            let Ok(at) = rows.binary_search_by_key(row, |r| r.row) else { continue };
            if let Some(cell) = rows[at].cells.get_mut(*column) {
                *cell = text.chars().take(sheets::limits::CELL_CHARS).collect();
            } else if *column < sheets::limits::COLUMNS as usize {
                rows[at].cells.resize(column + 1, String::new());
                rows[at].cells[*column].clone_from(text);
            }
        }
        let document = serde_json::to_string(&table).map_err(|e| ServiceError::Internal(e.into()))?;
        Ok(self.services().store.put_import(ImportBatch { document, ..found }).await?)
    }

    /// Adds and changes suppliers as the preview said. With problems in some rows, nothing is written unless
    /// `take` says so. The answer: how many were added and changed.
    pub async fn confirm_import(&self, batch: &str, reading: &Reading, take: Take) -> Result<(usize, usize)> {
        self.confirm_import_by(batch, reading, take, Delivery::AtOnce).await
    }

    /// The same, and when invitations to changed addresses go out.
    pub async fn confirm_import_by(
        &self,
        batch: &str,
        reading: &Reading,
        take: Take,
        delivery: Delivery,
    ) -> Result<(usize, usize)> {
        for _ in 1..TRIES {
            match self.try_import(batch, reading, take, delivery).await {
                // Somebody was faster at one of them: what is to be done is worked out anew.
                Err(ServiceError::Conflict) => {}
                done => return done,
            }
        }
        self.try_import(batch, reading, take, delivery).await
    }

    async fn try_import(
        &self,
        batch: &str,
        reading: &Reading,
        take: Take,
        delivery: Delivery,
    ) -> Result<(usize, usize)> {
        let mut preview = self.preview_import(batch, reading).await?;
        if preview.bad_rows > 0 && !take.leave_bad_rows_out {
            return Err(ServiceError::field("file", "problem.rows_with_problems"));
        }
        if take.without_email {
            preview.new.append(&mut preview.without_email);
        }
        let services = self.services();
        let (new, changed) = (preview.new.len(), preview.changed.len());
        let mut requests = Vec::new();
        for change in &preview.changed {
            if let Some(old) = change.moved_from() {
                requests.extend(self.hand_over(&change.supplier, old, delivery).await?);
            }
        }
        let suppliers = preview.new.into_iter().chain(preview.changed).map(|c| {
            let mut supplier = c.supplier;
            if supplier.id.is_empty() {
                supplier.id = services.new_id();
                supplier.created_at = services.now();
            }
            supplier
        });
        let detail = format!("{{\"added\":{new},\"changed\":{changed}}}");
        let log = self.did("suppliers.imported", format!("import:{batch}"), detail);
        services.store.apply_import_with(batch, suppliers.collect(), requests, log).await?;
        Ok((new, changed))
    }
}

/// Works out what an import would do. Pure, so that preview and confirmation cannot differ. None where there is no
/// such table.
pub fn plan(file: &Uploaded, reading: &Reading, known: &[Supplier]) -> Option<Preview> {
    let cut = file.chosen(reading)?;
    let header = cut.header();
    let mut mapping = reading.mapping.clone().unwrap_or_else(|| guess(&header));
    mapping.resize(header.len(), None);
    let first_rows = cut.table.rows.iter().take(HEADER_WITHIN.min(10));
    let mut out = Preview {
        file: file.file.clone(),
        tables: file.tables.iter().map(|t| (t.source.clone(), t.hidden)).collect(),
        table: cut.index,
        header_row: cut.table.rows.get(cut.header).map_or(0, |r| r.row),
        first_rows: first_rows.map(|r| (r.row, r.cells.clone())).collect(),
        doubtful: cut.named < 2,
        fractions: reading.fractions,
        sample: cut.rows().iter().take(5).map(|r| r.cells.clone()).collect(),
        header,
        ..Preview::default()
    };
    let key = |s: &str| answer::clean(s).to_lowercase();
    let by_reference: HashMap<String, &Supplier> =
        known.iter().filter(|s| !s.reference.is_empty()).map(|s| (key(&s.reference), s)).collect();
    let mut by_email: HashMap<&str, Vec<&Supplier>> = HashMap::new();
    for supplier in known.iter().filter(|s| !s.email.is_empty()) {
        by_email.entry(&supplier.email).or_default().push(supplier);
    }
    let out_header = out.header.clone();
    let column_of = |fact: Column| mapping.iter().position(|c| *c == Some(fact));
    let header_of = |fact: &str| {
        let column = Column::parse(fact).and_then(column_of).and_then(|i| out_header.get(i));
        column.cloned().unwrap_or_default()
    };
    if column_of(Column::Name).is_none() {
        let text = "problem.no_name_column".to_owned();
        out.problems.push(RowProblem {
            row: 1,
            column: String::new(),
            text,
            value: String::new(),
            other: None,
        });
        out.bad_rows = cut.rows().len();
        out.mapping = mapping;
        return Some(out);
    }
    let mut seen_reference: HashMap<String, u32> = HashMap::new();
    let mut seen_supplier: HashMap<String, u32> = HashMap::new();
    let mut seen_new_email: HashMap<String, u32> = HashMap::new();
    let header_name = header_of("name");
    let mut addresses: HashMap<String, u32> = HashMap::new();
    let mut shares = Shares::default();
    for row in cut.rows() {
        let (number, cells) = (&row.row, &row.cells);
        let cell = |fact: Column| {
            let text = column_of(fact).and_then(|i| cells.get(i)).map_or("", |c| answer::clean(c));
            answer::clean(crate::csv::unguarded(text))
        };
        let mut problems = odd_cells(cells, &out_header, *number, cut.table.separator);
        let mut problem = |fact: &str, text: &str, value: &str, other: Option<u32>| {
            let (text, value) = (text.to_owned(), value.chars().take(80).collect());
            problems.push(RowProblem { row: *number, column: header_of(fact), text, value, other });
        };
        let reference = key(cell(Column::Reference));
        let email = normal_email(cell(Column::Email));
        let old = by_reference.get(&reference).copied().or_else(|| {
            // By address only where it names one supplier, and not one with another number.
            let hits = by_email.get(email.as_str())?;
            let fits = |s: &&&Supplier| reference.is_empty() || s.reference.is_empty();
            (hits.len() == 1).then(|| hits.iter().find(fits).copied()).flatten()
        });
        if !reference.is_empty()
            && let Some(first) = seen_reference.insert(reference.clone(), *number)
        {
            problem("reference", TWICE, cell(Column::Reference), Some(first));
        }
        if reference.is_empty()
            && old.is_none()
            && !email.is_empty()
            && let Some(first) = seen_new_email.insert(email.clone(), *number)
        {
            problem("email", TWICE, cell(Column::Email), Some(first));
        }
        let name = cell(Column::Name);
        if email.is_empty() && cells.iter().any(|c| values::is_total(c)) {
            problem("name", "problem.total_row", name, None);
        } else if !name.is_empty() && !name.chars().any(char::is_alphabetic) {
            problem("name", "problem.name_no_letters", name, None);
        } else if !name.is_empty() && name == header_name && guess(cells) == guess(&out_header) {
            problem("name", "problem.header_again", name, None);
        }
        let mut supplier = old.cloned().unwrap_or_default();
        for fact in Column::ALL.iter().copied().filter(|f| column_of(*f).is_some()) {
            let text = cell(fact);
            // A blank cell says nothing about a supplier that is known already.
            if text.is_empty() && old.is_some() {
                continue;
            }
            if let Err(text_key) = fact.put(&mut supplier, text, reading.fractions) {
                problem(fact.key(), text_key, text, None);
            }
        }
        if let Some(old) = old
            && let Some(first) = seen_supplier.insert(old.id.clone(), *number)
            && problems.is_empty()
        {
            let (fact, value) = match reference.is_empty() {
                true => ("email", cell(Column::Email)),
                false => ("reference", cell(Column::Reference)),
            };
            let (text, value) = (TWICE.to_owned(), value.chars().take(80).collect());
            let column = header_of(fact);
            problems.push(RowProblem { row: *number, column, text, value, other: Some(first) });
        }
        match tidy(supplier) {
            Err(fields) => {
                for field in fields {
                    let value = Column::parse(&field.field).map_or("", cell).chars().take(80).collect();
                    let (column, text) = (header_of(&field.field), field.text);
                    let new = RowProblem { row: *number, column, text, value, other: None };
                    if !problems.iter().any(|p| p.column == new.column) {
                        problems.push(new);
                    }
                }
            }
            Ok(mut supplier) if problems.is_empty() => {
                // A new address deserves a new try.
                if old.is_some_and(|old| !same_address(&old.email, &supplier.email)) {
                    supplier.mail_problem = None;
                }
                let changes = old.map_or_else(Vec::new, |old| changes(old, &supplier));
                let change = RowChange { row: *number, supplier, changes, handovers: Vec::new() };
                if old.is_none() || !change.changes.is_empty() {
                    let first = addresses.entry(change.supplier.email.clone()).or_insert(*number);
                    out.notes.extend(notes(
                        &change,
                        &cell,
                        &header_of,
                        (*first != *number).then_some(*first),
                    ));
                }
                shares.add(cell(Column::SpendShare));
                match old {
                    None if change.supplier.email.is_empty() => out.without_email.push(change),
                    None => out.new.push(change),
                    Some(_) if change.changes.is_empty() => out.unchanged += 1,
                    Some(_) => out.changed.push(change),
                }
            }
            Ok(_) => {}
        }
        if !problems.is_empty() {
            out.bad_rows += 1;
            let repaired = |c: &String| letters::repaired(c).unwrap_or_else(|| c.clone());
            out.bad.push((*number, cells.iter().map(repaired).collect()));
            out.problems.extend(problems);
        }
    }
    if let Some(sum) = shares.like_fractions().filter(|_| !reading.fractions) {
        let (text, column) = ("import.note.fractions".to_owned(), header_of("spend_share"));
        out.notes.insert(0, RowProblem { row: out.header_row, column, text, value: sum, other: None });
    }
    out.mapping = mapping;
    Some(out)
}

/// What in a row's cells is nothing that a person wrote there.
fn odd_cells(cells: &[String], header: &[String], row: u32, separator: Option<char>) -> Vec<RowProblem> {
    let mut out = Vec::new();
    for (at, text) in cells.iter().enumerate() {
        let beyond = at >= header.len() && !answer::is_blank(text);
        let what = match letters::odd(text, separator) {
            Some(Odd::Lines) => "problem.lines_in_cell",
            Some(Odd::Letters) => "problem.wrong_letters",
            None if beyond => "problem.more_cells",
            None => continue,
        };
        let (column, value) = (header.get(at).cloned().unwrap_or_default(), text.chars().take(80).collect());
        out.push(RowProblem { row, column, text: what.to_owned(), value, other: None });
        if beyond {
            break;
        }
    }
    out
}

/// What is taken from a row and may still hurt later.
fn notes<'a>(
    change: &RowChange,
    cell: &impl Fn(Column) -> &'a str,
    header_of: &impl Fn(&str) -> String,
    same_address: Option<u32>,
) -> Vec<RowProblem> {
    let supplier = &change.supplier;
    let mut out = Vec::new();
    let mut note = |fact: Column, text: &str, value: &str, other| {
        let (column, text) = (header_of(fact.key()), text.to_owned());
        out.push(RowProblem {
            row: change.row,
            column,
            text,
            value: value.chars().take(80).collect(),
            other,
        });
    };
    if !supplier.email.is_empty() {
        if same_address.is_some() {
            note(Column::Email, "import.note.same_email", &supplier.email, same_address);
        }
        let written = cell(Column::Email);
        if !written.is_empty() && written.to_lowercase() != supplier.email {
            note(Column::Email, "import.note.email_read", written, None);
        }
        if supplier.contact_name.is_empty() {
            note(Column::ContactName, "import.note.no_contact", "", None);
        }
    }
    let wish = cell(Column::Language);
    if language(wish).is_none() {
        note(Column::Language, "import.note.language_unknown", wish, None);
    } else if !wish.is_empty() && supplier.spoken() != supplier.language && supplier.language != "zh-Hant" {
        note(Column::Language, "import.note.language_later", wish, None);
    }
    out
}

/// The shares of a column that have no sign: are they percentages, or parts of 1?
#[derive(Default)]
struct Shares {
    count: usize,
    sum: f64,
    largest: f64,
}

impl Shares {
    fn add(&mut self, text: &str) {
        if let Ok(share) = text.replace(',', ".").parse::<f64>() {
            self.count += 1;
            self.sum += share;
            self.largest = self.largest.max(share);
        }
    }

    /// Their sum, where all of them together are hardly 1: percentages of the whole spend would be more.
    fn like_fractions(&self) -> Option<String> {
        let all = self.count > 1 && self.largest > 0.0 && self.largest <= 1.0 && self.sum <= 1.02;
        all.then(|| format!("{:.2}", self.sum))
    }
}

fn changes(old: &Supplier, new: &Supplier) -> Vec<(&'static str, String, String)> {
    let both = Column::ALL.iter().map(|column| (column.key(), column.get(old), column.get(new)));
    both.filter(|(_, old, new)| old != new).collect()
}
