//! Edits cells in the XML of a sheet. Everything that is not a named cell stays as it was, byte for byte.

use crate::ReadError;
use crate::sanitize::{cell_name, parse_cell};
use crate::xml::{Scanner, Token, attr};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a cell is to hold.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CellEdit {
    /// A text: never a formula, whatever it begins with.
    Text(String),
    Number(f64),
    /// Nothing; its look stays.
    Clear,
    /// The stored result of the formula that it has.
    Result(CachedResult),
}

/// The stored result of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CachedResult {
    Text(String),
    /// A text as it stands in the file, with its references.
    Raw(String),
    Number(f64),
    /// The error for what was not found.
    NotAvailable,
    /// None: whoever opens the workbook computes it.
    Open,
}

/// A cell as the file has it, counted from 0.
#[derive(Clone, Debug)]
pub(super) struct CellAt<'a> {
    pub(super) row: u32,
    pub(super) col: u32,
    at: Range<usize>,
    attrs: &'a str,
    /// The whole formula element.
    pub(super) formula: Option<&'a str>,
    /// What stands inside `<v>`.
    pub(super) value: Option<&'a str>,
}

impl<'a> CellAt<'a> {
    /// The formula's own text as it stands in the file; none where it is shared from another cell.
    pub(super) fn formula_text(&self) -> Option<&'a str> {
        let element = self.formula?;
        let (open, close) = (element.find('>')? + 1, element.rfind("</")?);
        element.get(open..close)
    }

    /// The group of cells with which it shares its formula.
    pub(super) fn shared(&self) -> Option<&'a str> {
        let element = self.formula?;
        let tag = element.get(2..element.find('>')?)?;
        (attr(tag, "t") == Some("shared")).then(|| attr(tag, "si"))?
    }

    /// The type that it declares: `n`, `s`, `str`, …
    pub(super) fn kind(&self) -> &'a str {
        attr(self.attrs, "t").unwrap_or("n")
    }
}

struct RowAt {
    row: u32,
    at: usize,
    /// Where its end tag begins; for a row without cells, where its only tag ends.
    end: usize,
    empty: bool,
}

/// A sheet with the places of its cells.
pub(super) struct Grid<'a> {
    text: &'a str,
    part: &'a str,
    cells: Vec<CellAt<'a>>,
    rows: Vec<RowAt>,
    end: usize,
}

impl<'a> Grid<'a> {
    /// Finds every cell.
    pub(super) fn read(text: &'a str, part: &'a str) -> Result<Grid<'a>, ReadError> {
        let mut scanner = Scanner::new(text, part);
        let mut grid = Grid { text, part, cells: Vec::new(), rows: Vec::new(), end: 0 };
        loop {
            match scanner.next()? {
                Some(Token::Start { name: "sheetData", empty: false, .. }) => break,
                Some(_) => {}
                None => return Err(ReadError::damaged(part)),
            }
        }
        loop {
            match scanner.next()? {
                Some(Token::Start { name: "row", attrs, empty, at }) => {
                    let row = attr(attrs, "r").and_then(|r| r.parse::<u32>().ok()).filter(|r| *r > 0);
                    let row = row.ok_or_else(|| ReadError::damaged(part))? - 1;
                    grid.rows.push(RowAt { row, at: at.start, end: at.end, empty });
                }
                Some(Token::Start { name: "c", attrs, empty, at }) => {
                    let name = attr(attrs, "r").and_then(parse_cell);
                    let (row, col) = name.ok_or_else(|| ReadError::damaged(part))?;
                    let mut cell = CellAt { row, col, at, attrs, formula: None, value: None };
                    if !empty {
                        inside(&mut scanner, text, part, &mut cell)?;
                    }
                    grid.cells.push(cell);
                }
                Some(Token::End { name: "row", at }) => {
                    if let Some(row) = grid.rows.last_mut() {
                        row.end = at.start;
                    }
                }
                Some(Token::End { name: "sheetData", at }) => {
                    grid.end = at.start;
                    return grid.checked();
                }
                Some(_) => {}
                None => return Err(ReadError::damaged(part)),
            }
        }
    }

    /// Cells must stand in order and be written without prefix, or edits would land elsewhere.
    fn checked(self) -> Result<Grid<'a>, ReadError> {
        let place = |c: &CellAt<'_>| (c.row, c.col);
        let ordered = self.cells.windows(2).all(|w| place(&w[0]) < place(&w[1]))
            && self.rows.windows(2).all(|w| w[0].row < w[1].row);
        let plain = self.cells.iter().all(|c| self.text[c.at.start..].starts_with("<c"));
        if ordered && plain { Ok(self) } else { Err(ReadError::damaged(self.part)) }
    }

    /// The cell at a place counted from 0.
    pub(super) fn cell(&self, row: u32, col: u32) -> Option<&CellAt<'a>> {
        let i = self.cells.binary_search_by_key(&(row, col), |c| (c.row, c.col)).ok()?;
        Some(&self.cells[i])
    }

    /// The cells of one column, from a row on.
    pub(super) fn column(&self, col: u32, from: u32) -> impl Iterator<Item = &CellAt<'a>> {
        self.cells.iter().filter(move |c| c.col == col && c.row >= from)
    }

    /// The sheet with these cells, and the names of cells that lost their formula.
    pub(super) fn with(&self, puts: &BTreeMap<(u32, u32), CellEdit>) -> (String, Vec<String>) {
        let mut out = String::with_capacity(self.text.len() + puts.len() * 32);
        let (mut copied, mut lost) = (0, Vec::new());
        let mut open: Option<u32> = None;
        for ((row, col), put) in puts {
            if open.is_some_and(|r| r != *row) {
                out.push_str("</row>");
                open = None;
            }
            if let Some(cell) = self.cell(*row, *col) {
                if cell.formula.is_none() && matches!(put, CellEdit::Result(_)) {
                    continue;
                }
                if cell.formula.is_some() && !matches!(put, CellEdit::Result(_)) {
                    lost.push(cell_name(*row, *col));
                }
                out.push_str(&self.text[copied..cell.at.start]);
                copied = cell.at.end;
                render(&mut out, *row, *col, cell.attrs, cell.formula, put);
                continue;
            }
            if matches!(put, CellEdit::Result(_) | CellEdit::Clear) {
                continue;
            }
            if open.is_none() {
                let (at, is_new) = self.place(*row, *col);
                match is_new {
                    New::Cell => out.push_str(&self.text[copied..at]),
                    New::FirstCell => {
                        // `<row …/>` becomes a row with cells.
                        let tag = self.text[copied..at].trim_end_matches("/>");
                        out.push_str(tag.trim_end());
                        out.push('>');
                        open = Some(*row);
                    }
                    New::Row => {
                        out.push_str(&self.text[copied..at]);
                        out.push_str(&format!("<row r=\"{}\">", row + 1));
                        open = Some(*row);
                    }
                }
                copied = at;
            }
            render(&mut out, *row, *col, "", None, put);
        }
        if open.is_some() {
            out.push_str("</row>");
        }
        out.push_str(&self.text[copied..]);
        (out, lost)
    }

    /// Where a cell that the file does not have goes.
    fn place(&self, row: u32, col: u32) -> (usize, New) {
        match self.rows.binary_search_by_key(&row, |r| r.row) {
            Ok(i) if self.rows[i].empty => (self.rows[i].end, New::FirstCell),
            Ok(i) => {
                let next = self.cells.partition_point(|c| (c.row, c.col) < (row, col));
                let next = self.cells.get(next).filter(|c| c.row == row);
                (next.map_or(self.rows[i].end, |c| c.at.start), New::Cell)
            }
            Err(i) => (self.rows.get(i).map_or(self.end, |r| r.at), New::Row),
        }
    }
}

enum New {
    Cell,
    FirstCell,
    Row,
}

/// Notes formula and value of the cell whose start tag was just read.
fn inside<'a>(
    scanner: &mut Scanner<'a>,
    text: &'a str,
    part: &str,
    cell: &mut CellAt<'a>,
) -> Result<(), ReadError> {
    loop {
        match scanner.next()? {
            Some(Token::Start { name, empty, at, .. }) => {
                let close = if empty { at.end } else { scanner.skip_element()? };
                match name {
                    "f" => cell.formula = Some(&text[at.start..scanner.pos()]),
                    "v" if !empty => cell.value = Some(&text[at.end..close]),
                    // An inline text: what it says is of no interest here, only that there is one.
                    "is" => cell.value = Some(&text[at.end..close]),
                    _ => {}
                }
            }
            Some(Token::End { at, .. }) => {
                cell.at.end = at.end;
                return Ok(());
            }
            Some(_) => {}
            None => return Err(ReadError::damaged(part)),
        }
    }
}

/// Writes one cell. Its look (and whatever else its tag says but its type) is kept.
fn render(out: &mut String, row: u32, col: u32, attrs: &str, formula: Option<&str>, put: &CellEdit) {
    out.push_str("<c");
    if attrs.is_empty() {
        out.push_str(&format!(" r=\"{}\"", cell_name(row, col)));
    } else {
        out.push_str(&without_type(attrs));
    }
    let formula = formula.unwrap_or("");
    match put {
        CellEdit::Clear => out.push_str("/>"),
        CellEdit::Number(n) => out.push_str(&format!("><v>{n}</v></c>")),
        CellEdit::Text(text) => {
            out.push_str(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            escape(out, text);
            out.push_str("</t></is></c>");
        }
        CellEdit::Result(outcome) => {
            out.push_str(match outcome {
                CachedResult::Text(_) | CachedResult::Raw(_) => " t=\"str\">",
                CachedResult::NotAvailable => " t=\"e\">",
                CachedResult::Number(_) | CachedResult::Open => ">",
            });
            out.push_str(formula);
            match outcome {
                CachedResult::Text(text) => {
                    out.push_str("<v>");
                    escape(out, text);
                    out.push_str("</v>");
                }
                CachedResult::Raw(text) => out.push_str(&format!("<v>{text}</v>")),
                CachedResult::Number(n) => out.push_str(&format!("<v>{n}</v>")),
                CachedResult::NotAvailable => out.push_str("<v>#N/A</v>"),
                CachedResult::Open => {}
            }
            out.push_str("</c>");
        }
    }
}

/// The attributes of a cell's tag but for `t`.
fn without_type(attrs: &str) -> String {
    let Some(value) = attr(attrs, "t") else { return attrs.trim_end().to_owned() };
    for quote in ['"', '\''] {
        let whole = format!(" t={quote}{value}{quote}");
        if attrs.contains(&whole) {
            return attrs.replacen(&whole, "", 1).trim_end().to_owned();
        }
    }
    attrs.trim_end().to_owned()
}

/// Text as SpreadsheetML spells it: what XML cannot hold becomes `_xHHHH_`, and so does the underscore of a text
/// that looks like that already.
pub(super) fn escape(out: &mut String, text: &str) {
    for (i, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(c),
            c if (c as u32) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("_x{:04X}_", c as u32));
            }
            '_' if looks_escaped(&text[i..]) => out.push_str("_x005F_"),
            c => out.push(c),
        }
    }
}

fn looks_escaped(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() >= 7 && b[1] == b'x' && b[6] == b'_' && b[2..6].iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(rows: &str, puts: &[(&str, CellEdit)]) -> (String, Vec<String>) {
        let text = format!("<worksheet><cols/><sheetData>{rows}</sheetData><x/></worksheet>");
        let grid = Grid::read(&text, "p").unwrap();
        let puts = puts.iter().map(|(name, put)| (parse_cell(name).unwrap(), put.clone())).collect();
        let (out, lost) = grid.with(&puts);
        let out =
            out.replace("<worksheet><cols/><sheetData>", "").replace("</sheetData><x/></worksheet>", "");
        (out, lost)
    }

    fn text(t: &str) -> CellEdit {
        CellEdit::Text(t.to_owned())
    }

    #[test]
    fn named_cells_change_and_nothing_else() {
        let rows =
            "<row r=\"2\" ht=\"9\"><c r=\"A2\" s=\"3\"/><c r=\"B2\" s=\"4\" t=\"s\"><v>7</v></c>\n</row>";
        let (out, lost) = edit(rows, &[("B2", text("=1 & <2>"))]);
        let want = "<row r=\"2\" ht=\"9\"><c r=\"A2\" s=\"3\"/><c r=\"B2\" s=\"4\" t=\"inlineStr\"><is><t \
                    xml:space=\"preserve\">=1 &amp; &lt;2&gt;</t></is></c>\n</row>";
        assert_eq!((out.as_str(), lost.len()), (want, 0));
    }

    #[test]
    fn a_formula_keeps_its_text_and_gets_a_result_or_is_lost_by_name() {
        let rows = "<row r=\"1\"><c r=\"A1\" t=\"e\" cm=\"1\"><f>NA()</f><v>#N/A</v></c><c r=\"B1\"><f t=\"shared\" si=\"2\"/></c></row>";
        let (out, lost) = edit(
            rows,
            &[
                ("A1", CellEdit::Result(CachedResult::Number(5.0))),
                ("B1", CellEdit::Clear),
                ("C1", CellEdit::Result(CachedResult::Open)),
            ],
        );
        assert_eq!(out, "<row r=\"1\"><c r=\"A1\" cm=\"1\"><f>NA()</f><v>5</v></c><c r=\"B1\"/></row>");
        assert_eq!(lost, ["B1"]);
    }

    #[test]
    fn missing_cells_and_rows_are_put_where_they_belong() {
        let rows = "<row r=\"2\"><c r=\"B2\"/></row><row r=\"4\" s=\"1\"/>";
        let (out, _) = edit(
            rows,
            &[
                ("A1", CellEdit::Number(1.0)),
                ("A2", CellEdit::Number(2.0)),
                ("C2", CellEdit::Number(3.0)),
                ("A3", CellEdit::Number(4.0)),
                ("B3", CellEdit::Number(5.0)),
                ("C4", CellEdit::Number(6.0)),
                ("A9", CellEdit::Number(7.0)),
            ],
        );
        assert_eq!(
            out,
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c><c r=\"B2\"/>\
             <c r=\"C2\"><v>3</v></c></row><row r=\"3\"><c r=\"A3\"><v>4</v></c><c r=\"B3\"><v>5</v></c></row>\
             <row r=\"4\" s=\"1\"><c r=\"C4\"><v>6</v></c></row><row r=\"9\"><c r=\"A9\"><v>7</v></c></row>"
        );
    }

    #[test]
    fn what_xml_cannot_hold_is_spelled_out() {
        let mut out = String::new();
        escape(&mut out, "a\u{1}_x0041_ _x_ \t\n\u{ffff}");
        assert_eq!(out, "a_x0001__x005F_x0041_ _x_ \t\n_xFFFF_");
    }
}
