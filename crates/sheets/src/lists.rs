//! Dated lists of smelters: an official template's look-up sheet, a public export in XML of 2003, or any
//! table.
//!
//! Reading and judging are two steps: [`list_file`] finds the table and guesses what its columns mean; the
//! operator may correct that, and [`ListFile::build`] then makes the list and reports row by row what was
//! wrong with it.

use crate::book::Book;
use crate::list_headers::{self, guess};
use crate::package::Package;
use crate::{Found, Notice, ReadError, sniff, spreadsheet_xml, table};
use domain::references::is_cid;
use domain::smelters::build;
use domain::smelters::list::{About, ListColumn, ListKind, ListRow, SmelterList};
use domain::{Day, answer, template};
use serde::{Deserialize, Serialize};

/// Names of the sheet that holds the list in official templates from 2014 on.
const SHEETS: [&str; 3] = ["Smelter Look-up", "Smelter Reference List", "Standard Smelter Names"];
/// A title may stand above the header; further down nobody looks for it.
const HEADER_WITHIN: usize = 20;

pub use crate::list_headers::Columns;

/// A list as it stands in a file, with what its columns are taken to mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFile {
    /// The sheet's name, or the text file's encoding and separator.
    pub source: String,
    /// The header's texts.
    pub header: Vec<String>,
    /// Rows below the header with their numbers in the file.
    pub rows: Vec<table::TableRow>,
    /// What the columns are taken to mean.
    pub columns: Columns,
    /// What kind of list this looks like.
    pub kind: ListKind,
    /// The day that the file itself names.
    pub as_of: Option<Day>,
    /// What was changed while reading.
    pub notices: Vec<Notice>,
}

impl ListFile {
    /// The columns without which there is no list of a kind, of those that are not there.
    pub fn missing(&self, kind: ListKind) -> Vec<ListColumn> {
        use ListColumn::*;
        let has = |c: ListColumn| self.columns.iter().any(|(column, _)| *column == c);
        // Any one of these columns will do.
        let wanted: &[&[ListColumn]] = match kind {
            ListKind::Areas => &[&[Country], &[Status]],
            ListKind::Sanctions => &[&[Number], &[Name, Alias, Standard]],
            ListKind::Lbma | ListKind::Rjc | ListKind::TiCmc => &[&[Name, Standard, Cid]],
            _ => &[&[Metal], &[Cid], &[Name, Standard]],
        };
        let missing = wanted.iter().filter(|one_of| !one_of.iter().any(|c| has(*c)));
        missing.map(|one_of| one_of[0]).collect()
    }

    /// Its rows as its columns say. What these mean, the caller may have corrected in `columns`.
    pub fn list_rows(&self) -> impl Iterator<Item = ListRow> {
        self.rows.iter().map(|row| {
            let mut out = ListRow::new(row.row);
            for (column, at) in &self.columns {
                if let Some(text) = row.cells.get(*at) {
                    out.set(*column, text.as_str());
                }
            }
            out
        })
    }

    /// Makes the list.
    pub fn build(&self, about: About) -> SmelterList {
        build(about, &template::metals(), self.list_rows())
    }

    /// What people call a column of the file: the letter that a spreadsheet shows, and its header.
    pub fn place(&self, column: ListColumn) -> Option<(String, &str)> {
        let (_, at) = self.columns.iter().find(|(c, _)| *c == column)?;
        Some((crate::sanitize::column_name(*at as u32), self.header.get(*at).map_or("", |h| h.as_str())))
    }
}

/// Reads the table of a list. What the file is, its bytes say.
pub fn list_file(bytes: &[u8], file_name: &str) -> Result<ListFile, ReadError> {
    match Package::lone_file(bytes) {
        Some((name, bytes)) => unpacked(&bytes, &name),
        None => unpacked(bytes, file_name),
    }
}

fn unpacked(bytes: &[u8], file_name: &str) -> Result<ListFile, ReadError> {
    match sniff::must_be_zip(bytes) {
        Ok(()) => workbook(bytes),
        Err(ReadError::OtherSpreadsheet { found: Found::Xml }) => {
            let sheet = spreadsheet_xml::first_sheet(bytes)?;
            shape(sheet.name, sheet.rows, sheet.notices, None)
        }
        Err(_) => {
            // Says what is wrong with files that are no text either.
            table::supplier_table(bytes, file_name)?;
            let (records, source) = table::text_records(bytes)?;
            shape(source, records, Vec::new(), None)
        }
    }
}

fn workbook(bytes: &[u8]) -> Result<ListFile, ReadError> {
    let book = Book::open(bytes)?;
    let official = SHEETS.iter().find_map(|name| book.find(name).map(|i| (*name, i)));
    let (name, index) = official.unwrap_or(("", 0));
    let (records, notices) = table::sheet_records(&book, index)?;
    use ListColumn::*;
    // The headers of the official sheet are in the workbook's display language; its columns never moved.
    let fixed = vec![(Metal, 0), (Name, 1), (Standard, 2), (Country, 3), (Cid, 4), (City, 7), (State, 8)];
    let source = book.names().nth(index).unwrap_or_default().to_owned();
    shape(source, records, notices, (name == SHEETS[0]).then_some(fixed))
}

fn shape(
    source: String,
    mut records: table::Records,
    notices: Vec<Notice>,
    fixed: Option<Columns>,
) -> Result<ListFile, ReadError> {
    records.retain(|(_, cells)| cells.iter().any(|c| !answer::is_blank(c)));
    if records.is_empty() {
        return Err(ReadError::NoTable);
    }
    if let Some(header) = list_headers::of_sanctions(&records[0].1) {
        records.insert(0, (0, header));
    }
    // The header is the first row that names what a list needs, else the first with more than one text.
    let known = |cells: &[String]| guess(cells).len() >= 3;
    let filled = |cells: &[String]| cells.iter().filter(|c| !answer::is_blank(c)).count() > 1;
    let head = &records[..records.len().min(HEADER_WITHIN)];
    let at =
        head.iter().position(|(_, cells)| known(cells)).or_else(|| head.iter().position(|(_, c)| filled(c)));
    let at = at.unwrap_or(0);
    let rows = records.split_off(at + 1);
    let header: Vec<String> = records[at].1.iter().map(|h| answer::clean(h).to_owned()).collect();
    let named = guess(&header);
    let columns = match fixed.filter(|_| named.len() < 3) {
        Some(fixed) => fixed,
        None => with_told(named, header.len(), &rows),
    };
    let titles = records[..at].iter().flat_map(|(_, cells)| cells.iter().map(String::as_str));
    let as_of = std::iter::once(source.as_str()).chain(titles).find_map(date_in);
    let kind = kind_of(&source, &header, &columns);
    let rows = rows.into_iter().map(|(row, cells)| table::TableRow { row, cells }).collect();
    Ok(ListFile { source, header, rows, columns, kind, as_of, notices })
}

/// Metals and smelter numbers are known by what stands in the column too, whatever it is called.
fn with_told(mut columns: Columns, width: usize, rows: &[(u32, Vec<String>)]) -> Columns {
    let metal = |text: &str| template::metal(text).is_some();
    let cid = |text: &str| is_cid(answer::clean(text));
    for column in [ListColumn::Metal, ListColumn::Cid] {
        let is = |text: &str| if column == ListColumn::Metal { metal(text) } else { cid(text) };
        if columns.iter().any(|(known, _)| *known == column) {
            continue;
        }
        let told = |at: &usize| {
            let texts = rows.iter().take(100).filter_map(|(_, cells)| cells.get(*at));
            let texts: Vec<&String> = texts.filter(|text| !answer::is_blank(text)).collect();
            // Lists also hold other minerals, and slips.
            !texts.is_empty() && texts.iter().filter(|text| is(text)).count() * 2 > texts.len()
        };
        let free = |at: &usize| !columns.iter().any(|(_, taken)| taken == at);
        if let Some(at) = (0..width.min(64)).filter(free).find(told) {
            columns.push((column, at));
        }
    }
    columns
}

fn kind_of(source: &str, header: &[String], columns: &Columns) -> ListKind {
    let has = |c: ListColumn| columns.iter().any(|(column, _)| *column == c);
    let source = source.to_lowercase();
    if has(ListColumn::Number) && !has(ListColumn::Cid) {
        ListKind::Sanctions
    } else if has(ListColumn::RegionCode) || (has(ListColumn::Status) && !has(ListColumn::Cid)) {
        ListKind::Areas
    } else if has(ListColumn::Class) || header.iter().any(|h| h == "valid_from") {
        ListKind::Own
    } else if has(ListColumn::Basis) || source.contains("revision") {
        ListKind::Revisions
    } else if has(ListColumn::AuditDate) || has(ListColumn::AuditCycle) || source.contains("conformant") {
        ListKind::Conformant
    } else if source.contains("active") {
        ListKind::Active
    } else {
        ListKind::Reference
    }
}

/// An ISO date anywhere in a text.
fn date_in(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(9)).find_map(|at| text.get(at..at + 10)?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_found_in_a_sheet_name() {
        assert_eq!(date_in("Invented list2026-08-22"), Day::new(2026, 8, 22));
        assert_eq!(date_in("Liste 2026-13-45 und 日本"), None);
    }
}
