//! XML spreadsheets of 2003 (SpreadsheetML): the first sheet that has rows, as texts. Bounded as workbooks
//! are.

use crate::notice::{Notice, Notices};
use crate::xml::{Scanner, Token, attr, attr_text};
use crate::{Limit, ReadError, limits, table, text_file};

pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) rows: table::Records,
    pub(crate) notices: Vec<Notice>,
}

const PART: &str = "XML";

/// Reads the first sheet that holds anything.
pub(crate) fn first_sheet(bytes: &[u8]) -> Result<Sheet, ReadError> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(ReadError::too_large(Limit::File, ""));
    }
    let text = text_file::decode(bytes).text;
    let mut scanner = Scanner::new(text.trim_start_matches('\u{feff}'), PART);
    let (mut sheets, mut found) = (0, None);
    while let Some(token) = scanner.next()? {
        let Token::Start { name: "Worksheet", attrs, empty, .. } = token else { continue };
        sheets += 1;
        if sheets > limits::SHEETS {
            return Err(ReadError::too_large(Limit::Sheets, PART));
        }
        // The rest is passed over to its end: a file that was cut off is not half believed.
        if empty || found.is_some() {
            continue;
        }
        let name = attr_text(attrs, "Name").unwrap_or_default();
        let sheet = Reader { scanner: &mut scanner, name, notices: Notices::default(), kept: 0 }.read()?;
        if !sheet.rows.is_empty() {
            found = Some(sheet);
        }
    }
    found.ok_or(ReadError::NoTable)
}

struct Reader<'s, 'a> {
    scanner: &'s mut Scanner<'a>,
    name: String,
    notices: Notices,
    kept: usize,
}

impl Reader<'_, '_> {
    fn read(mut self) -> Result<Sheet, ReadError> {
        let mut rows: table::Records = Vec::new();
        let mut number = 0u32;
        while let Some(token) = self.scanner.next()? {
            match token {
                Token::Start { name: "Row", attrs, empty, .. } => {
                    number = place(attrs, number, limits::GRID.0).ok_or_else(|| self.bad("Row"))?;
                    if number > limits::ROWS {
                        return Err(ReadError::too_large(Limit::Rows, self.name.as_str()));
                    }
                    let cells = if empty { Vec::new() } else { self.row(number)? };
                    if cells.iter().any(|c| !c.is_empty()) {
                        rows.push((number, cells));
                    }
                }
                Token::End { name: "Worksheet", .. } => break,
                _ => {}
            }
        }
        // Rows may name their own place, and so come in any order or twice.
        rows.sort_by_key(|(row, _)| *row);
        Ok(Sheet { name: self.name, rows, notices: self.notices.finish() })
    }

    fn bad(&self, cell: &str) -> ReadError {
        ReadError::BadCell { sheet: self.name.clone(), cell: cell.to_owned() }
    }

    fn row(&mut self, number: u32) -> Result<Vec<String>, ReadError> {
        let mut cells: Vec<String> = Vec::new();
        let mut column = 0u32;
        while let Some(token) = self.scanner.next()? {
            match token {
                Token::Start { name: "Cell", attrs, empty, .. } => {
                    column = place(attrs, column, limits::GRID.1).ok_or_else(|| self.bad("Cell"))?;
                    let across = attr(attrs, "MergeAcross").and_then(|n| n.parse::<u32>().ok()).unwrap_or(0);
                    let text = if empty { String::new() } else { self.cell(number, column)? };
                    if column > limits::COLUMNS {
                        if !text.is_empty() {
                            self.notices.add(&self.name, format!("R{number}C{column}"), "beyond", &[]);
                        }
                    } else if !text.is_empty() {
                        let more = (column as usize).saturating_sub(cells.len());
                        // Empty cells before it take room too.
                        self.keep(more * size_of::<String>())?;
                        cells.resize(cells.len() + more, String::new());
                        cells[column as usize - 1] = text;
                    }
                    column = column.saturating_add(across);
                }
                Token::End { name: "Row", .. } => return Ok(cells),
                _ => {}
            }
        }
        Err(ReadError::damaged(PART))
    }

    /// The text of a cell: what stands in its data, however it is marked up.
    fn cell(&mut self, row: u32, column: u32) -> Result<String, ReadError> {
        let mut out = String::new();
        let (mut in_data, mut is_date) = (false, false);
        while let Some(token) = self.scanner.next()? {
            match token {
                Token::Start { name: "Data", attrs, empty, .. } => {
                    in_data = !empty;
                    is_date = attr(attrs, "Type") == Some("DateTime");
                }
                Token::End { name: "Data", .. } => in_data = false,
                Token::Text(text) if in_data => {
                    let text = quick_xml::escape::unescape(text).map_err(|_| ReadError::damaged(PART))?;
                    self.push(&mut out, &text)?;
                }
                Token::CData(text) if in_data => self.push(&mut out, text)?,
                Token::End { name: "Cell", .. } => {
                    if is_date && let Some((day, _)) = out.split_once('T') {
                        return Ok(day.to_owned());
                    }
                    let name = || format!("R{row}C{column}");
                    return Ok(crate::values::clean_named(&self.name, name, &out, &mut self.notices));
                }
                _ => {}
            }
        }
        Err(ReadError::damaged(PART))
    }

    fn push(&mut self, out: &mut String, text: &str) -> Result<(), ReadError> {
        self.keep(text.len())?;
        out.push_str(text);
        Ok(())
    }

    fn keep(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.kept += bytes;
        let fits = self.kept <= limits::KEPT_BYTES;
        if fits { Ok(()) } else { Err(ReadError::too_large(Limit::Kept, self.name.as_str())) }
    }
}

/// Where a row or cell stands: behind the last one, or where its own index says; none for what is no place.
fn place(attrs: &str, last: u32, most: u32) -> Option<u32> {
    let at = match attr(attrs, "Index") {
        Some(index) => index.parse().ok()?,
        None => last.checked_add(1)?,
    };
    (1..=most).contains(&at).then_some(at)
}
