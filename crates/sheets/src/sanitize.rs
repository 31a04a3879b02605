//! Reduces a sheet to what may go on to calamine: the wanted cells that say something, each with a checked reference
//! and a known type. Declared dimensions and counts, merges, styles, validations and formula texts stay behind.

use crate::xml::{Scanner, Token, attr};
use crate::{Limit, ReadError, limits};
use std::borrow::Cow;

/// A sheet, reduced.
#[derive(Debug, Default)]
pub(crate) struct Sanitized {
    /// A worksheet part with nothing but cells.
    pub(crate) xml: String,
    /// The first cell with content that lies beyond the limits and was left out.
    pub(crate) beyond: Option<String>,
}

/// `A`, `Z`, `AA` for a column counted from 0.
pub(crate) fn column_name(mut col: u32) -> String {
    let mut out = Vec::new();
    loop {
        out.insert(0, b'A' + (col % 26) as u8);
        if col < 26 {
            return out.iter().map(|b| char::from(*b)).collect();
        }
        col = col / 26 - 1;
    }
}

/// The cell's name, `D22`, for a row and column counted from 0.
pub(crate) fn cell_name(row: u32, col: u32) -> String {
    format!("{}{}", column_name(col), row + 1)
}

/// Appends the cell's name: for every cell that is kept, without a text of its own.
fn push_cell_name(out: &mut String, row: u32, col: u32) {
    if col >= 26 {
        return out.push_str(&cell_name(row, col));
    }
    out.push(char::from(b'A' + col as u8));
    let (mut digits, mut at, mut left) = ([0; 10], 10, row + 1);
    while left > 0 {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
    }
    out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
}

/// Row and column counted from 0; nothing for what is outside the grid or no reference.
pub(crate) fn parse_cell(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 || letters > 3 {
        return None;
    }
    let col =
        text.bytes().take(letters).fold(0, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let row = parse_row(&text[letters..])?;
    (col <= limits::GRID.1).then(|| (row, col - 1))
}

fn parse_row(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 7 && text.bytes().all(|b| b.is_ascii_digit());
    let row: u32 = digits.then(|| text.parse().ok())??;
    (1..=limits::GRID.0).contains(&row).then(|| row - 1)
}

/// Keeps the cells of the first `columns` columns.
pub(crate) fn sheet(text: &str, part: &str, name: &str, columns: u32) -> Result<Sanitized, ReadError> {
    let mut scanner = Scanner::new(text, part);
    let mut out = Sanitized { xml: String::from("<worksheet><sheetData>"), beyond: None };
    loop {
        match scanner.next()? {
            Some(Token::Start { name: "sheetData", empty, .. }) => {
                if !empty {
                    rows(&mut scanner, text, name, columns, &mut out)?;
                }
                break;
            }
            Some(_) => {}
            None => return Err(ReadError::damaged(part)),
        }
    }
    out.xml.push_str("</sheetData></worksheet>");
    Ok(out)
}

fn rows<'a>(
    scanner: &mut Scanner<'a>,
    text: &'a str,
    sheet: &str,
    columns: u32,
    out: &mut Sanitized,
) -> Result<(), ReadError> {
    let bad = |cell: &str| ReadError::BadCell { sheet: sheet.to_owned(), cell: shorten(cell) };
    let (mut row, mut col, mut next_row) = (0u32, 0u32, 0u32);
    let (mut filled, mut last_filled) = (0u32, None);
    loop {
        match scanner.next()? {
            Some(Token::Start { name: "row", attrs, .. }) => {
                row = match attr(attrs, "r") {
                    Some(r) => parse_row(r).ok_or_else(|| bad(r))?,
                    None => next_row,
                };
                (col, next_row) = (0, row + 1);
            }
            Some(Token::Start { name: "c", attrs, empty, at }) => {
                let at_cell = match attr(attrs, "r") {
                    Some(r) => parse_cell(r).ok_or_else(|| bad(r))?,
                    None => (row, col),
                };
                col = at_cell.1 + 1;
                if empty {
                    continue;
                }
                let beyond = at_cell.0 >= limits::ROWS || at_cell.1 >= limits::COLUMNS;
                if at_cell.1 >= columns && !beyond {
                    scanner.skip_element()?;
                    continue;
                }
                let mark = out.xml.len();
                let said = cell(scanner, text, attrs, at_cell, &mut out.xml)
                    .map_err(|e| e.unwrap_or_else(|| bad(&cell_name(at_cell.0, at_cell.1))))?;
                debug_assert!(at.start < scanner.pos());
                if !said || beyond {
                    out.xml.truncate(mark);
                }
                if said && beyond && out.beyond.is_none() {
                    out.beyond = Some(cell_name(at_cell.0, at_cell.1));
                }
                if out.xml.len() > limits::KEPT_BYTES {
                    return Err(ReadError::too_large(Limit::Kept, sheet));
                }
                if said && last_filled != Some(at_cell.0) {
                    last_filled = Some(at_cell.0);
                    filled += 1;
                    if filled > limits::ROWS {
                        return Err(ReadError::too_large(Limit::Rows, sheet));
                    }
                }
            }
            Some(Token::End { name: "sheetData", .. }) => return Ok(()),
            Some(_) => {}
            None => return Err(ReadError::damaged(sheet)),
        }
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Copies one cell up to its end tag; says whether it holds anything. `Err(None)`: its value cannot be.
fn cell<'a>(
    scanner: &mut Scanner<'a>,
    text: &'a str,
    attrs: &str,
    (row, col): (u32, u32),
    out: &mut String,
) -> Result<bool, Option<ReadError>> {
    let kind = attr(attrs, "t").unwrap_or("n");
    let mut value: Option<Cow<'a, str>> = None;
    let mut inline: Option<&str> = None;
    let mut formula = false;
    loop {
        match scanner.next()? {
            Some(Token::Start { name: "v", empty: false, .. }) => value = Some(raw_text(scanner)?),
            Some(Token::Start { name: "is", empty: false, at, .. }) => {
                scanner.skip_element()?;
                inline = Some(&text[at.start..scanner.pos()]);
            }
            Some(Token::Start { name: "f", empty, .. }) => {
                formula = true;
                if !empty {
                    scanner.skip_element()?;
                }
            }
            Some(Token::Start { empty: false, .. }) => {
                scanner.skip_element()?;
            }
            Some(Token::End { .. }) => break,
            Some(_) => {}
            None => return Err(Some(ReadError::damaged("c"))),
        }
    }
    let value = value.filter(|v| !v.is_empty() || kind == "str");
    if value.is_none() && inline.is_none() && !formula {
        return Ok(false);
    }
    let kind = check_value(kind, value.as_deref())?;
    out.push_str("<c r=\"");
    push_cell_name(out, row, col);
    out.push_str(kind.attribute);
    if formula {
        out.push_str("<f/>");
    }
    if let Some(inline) = inline {
        out.push_str(&with_spaces(inline).map_err(Some)?);
    } else if let Some(value) = value {
        out.push_str("<v>");
        out.push_str(kind.instead.unwrap_or(&value));
        out.push_str("</v>");
    }
    out.push_str("</c>");
    Ok(true)
}

/// The text of the element whose start tag was just read, escaped as in the file. Nearly always it is in one piece.
fn raw_text<'a>(scanner: &mut Scanner<'a>) -> Result<Cow<'a, str>, ReadError> {
    let mut out = Cow::Borrowed("");
    loop {
        match scanner.next()? {
            Some(Token::Text(t)) if out.is_empty() => out = Cow::Borrowed(t),
            Some(Token::Text(t)) => out.to_mut().push_str(t),
            Some(Token::CData(t)) => out.to_mut().push_str(&quick_xml::escape::escape(t)),
            Some(Token::Start { empty: false, .. }) => {
                scanner.skip_element()?;
            }
            Some(Token::Start { .. }) => {}
            Some(Token::End { .. }) => return Ok(out),
            None => return Err(ReadError::damaged("v")),
        }
    }
}

struct Kind {
    /// Closes the reference and gives the type.
    attribute: &'static str,
    /// A value to write in place of the one found.
    instead: Option<&'static str>,
}

/// Lets through only pairs of type and value that calamine reads as what they are.
fn check_value(kind: &str, value: Option<&str>) -> Result<Kind, Option<ReadError>> {
    const ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];
    let kind = match (kind, value) {
        ("inlineStr", _) => Kind { attribute: "\" t=\"inlineStr\">", instead: None },
        ("str", _) => Kind { attribute: "\" t=\"str\">", instead: None },
        ("d", _) => Kind { attribute: "\" t=\"d\">", instead: None },
        // Numbers without a type: what is none is then read as text instead of failing.
        ("n", _) | (_, None) => Kind { attribute: "\">", instead: None },
        ("s", Some(v)) if v.len() <= 9 && v.bytes().all(|b| b.is_ascii_digit()) => {
            Kind { attribute: "\" t=\"s\">", instead: None }
        }
        ("b", Some("0" | "1" | "true" | "false")) => Kind { attribute: "\" t=\"b\">", instead: None },
        ("e", Some(v)) => {
            // Newer kinds of errors are errors all the same.
            Kind { attribute: "\" t=\"e\">", instead: (!ERRORS.contains(&v)).then_some("#VALUE!") }
        }
        _ => return Err(None),
    };
    Ok(kind)
}

/// Says of each text that space around it counts, unless the file says that it does not. Some libraries leave that out,
/// and calamine would take it away; LibreOffice keeps it, and so does the official figure that it computes.
pub(crate) fn with_spaces(text: &str) -> Result<Cow<'_, str>, ReadError> {
    // Nearly no file has space, or a reference that may be one, at the edge of a text.
    let open = |byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'&');
    let shut = |byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b';');
    // A text begins and ends with a tag, or with the brackets of CDATA.
    let begins = |two: &[u8]| matches!(two[0], b'>' | b'[') && open(two[1]);
    let ends = |two: &[u8]| shut(two[0]) && matches!(two[1], b'<' | b']');
    let edge = |two: &[u8]| begins(two) || ends(two);
    if !text.as_bytes().windows(2).any(edge) {
        return Ok(Cow::Borrowed(text));
    }
    let mut scanner = Scanner::new(text, "t");
    let (mut out, mut copied) = (String::new(), 0);
    while let Some(token) = scanner.next()? {
        let Token::Start { name: "t", attrs, empty: false, at } = token else { continue };
        if attr(attrs, "space").is_none() {
            out.push_str(&text[copied..at.end - 1]);
            out.push_str(" xml:space=\"preserve\"");
            copied = at.end - 1;
        }
    }
    if copied == 0 {
        return Ok(Cow::Borrowed(text));
    }
    out.push_str(&text[copied..]);
    Ok(Cow::Owned(out))
}

/// The shared strings without the counts that the element around them declares.
pub(crate) fn strings<'a>(text: &'a str, part: &str) -> Result<&'a str, ReadError> {
    let mut scanner = Scanner::new(text, part);
    let (mut count, mut first, mut last) = (0usize, text.len(), 0usize);
    while let Some(token) = scanner.next()? {
        let Token::Start { name: "si", empty, at, .. } = token else { continue };
        count += 1;
        if count > limits::STRINGS {
            return Err(ReadError::too_large(Limit::Strings, part));
        }
        if !empty {
            scanner.skip_element()?;
        }
        first = first.min(at.start);
        last = scanner.pos();
    }
    Ok(text.get(first..last).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sanitize(cells: &str) -> Result<String, ReadError> {
        let text =
            format!("<worksheet><dimension ref=\"A0:ZZZZ9\"/><sheetData>{cells}</sheetData></worksheet>");
        let xml = sheet(&text, "p", "S", 10)?.xml;
        Ok(xml.replace("<worksheet><sheetData>", "").replace("</sheetData></worksheet>", ""))
    }

    #[test]
    fn cell_names_and_back() {
        for name in ["A1", "Z9", "AA10", "XFD1048576", "D22"] {
            let (row, col) = parse_cell(name).unwrap();
            assert_eq!(cell_name(row, col), name);
            let mut pushed = String::new();
            push_cell_name(&mut pushed, row, col);
            assert_eq!(pushed, name);
        }
        for name in ["", "A", "1", "A0", "XFE1", "A1048577", "ZZZZZZ9", "A1x", "A-1"] {
            assert_eq!(parse_cell(name), None, "{name}");
        }
    }

    #[test]
    fn space_at_the_edge_of_a_text_counts_unless_the_file_says_otherwise() {
        let kept = "<t xml:space=\"preserve\">";
        for (text, want) in [
            ("<t>a b</t>", "<t>a b</t>".to_owned()),
            ("<t> </t>", format!("{kept} </t>")),
            ("<x:t>a </x:t><t>b</t>", format!("<x:t xml:space=\"preserve\">a </x:t>{kept}b</t>")),
            ("<t>&#32;a</t>", format!("{kept}&#32;a</t>")),
            ("<t xml:space=\"default\"> a</t>", "<t xml:space=\"default\"> a</t>".to_owned()),
            ("<t> a</t><t/>", format!("{kept} a</t><t/>")),
        ] {
            assert_eq!(with_spaces(text).unwrap(), want);
        }
    }

    #[test]
    fn only_cells_that_say_something_stay() {
        let got = sanitize(
            "<row r=\"3\"><c r=\"A3\" s=\"4\"/><c s=\"1\"><v>7</v></c><c><v></v></c></row><row><c><v>8</v></c></row>",
        );
        assert_eq!(got.unwrap(), "<c r=\"B3\"><v>7</v></c><c r=\"A4\"><v>8</v></c>");
    }

    #[test]
    fn formulas_lose_their_text_and_keep_their_value() {
        let got = sanitize(
            "<row r=\"1\"><c r=\"A1\" t=\"str\"><f>B1&amp;\"x\"</f><v></v></c><c r=\"B1\"><f>1/0</f><v/></c></row>",
        );
        assert_eq!(got.unwrap(), "<c r=\"A1\" t=\"str\"><f/><v></v></c><c r=\"B1\"><f/></c>");
    }

    #[test]
    fn impossible_cells_are_named() {
        for (cells, cell) in [
            ("<row r=\"0\"/>", "0"),
            ("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "XFE1"),
            ("<row r=\"1\"><c r=\"\"><v>1</v></c></row>", ""),
            ("<row r=\"2\"><c t=\"s\"><v>x</v></c></row>", "A2"),
            ("<row r=\"2\"><c t=\"zz\"><v>x</v></c></row>", "A2"),
        ] {
            let want = ReadError::BadCell { sheet: "S".into(), cell: cell.into() };
            assert_eq!(sanitize(cells), Err(want), "{cells}");
        }
    }

    #[test]
    fn declared_counts_do_not_get_through() {
        let got = strings("<sst count=\"9\" uniqueCount=\"4294967295\"><si><t>a</t></si><si/></sst>", "p");
        assert_eq!(got.unwrap(), "<si><t>a</t></si><si/>");
        assert_eq!(strings("<sst/>", "p").unwrap(), "");
    }
}
