//! Reads the cells of a reduced sheet. What `sanitize` lets through is so little that this is all it takes; calamine
//! would bring every decoder of the Encoding Standard and three other file formats into the browser.
//! Read the same way as calamine does: a test compares the two.

use crate::ReadError;
use crate::cell::{Cell, Value};
use crate::sanitize::parse_cell;
use crate::xml::{Scanner, Token, attr};
use std::borrow::Cow;

/// The shared strings, one behind the other.
#[derive(Default)]
pub(crate) struct Strings {
    all: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the items that `sanitize::strings` found.
    pub(crate) fn read(items: &str, part: &str) -> Result<Strings, ReadError> {
        let mut scanner = Scanner::new(items, part);
        let mut out = Strings::default();
        while let Some(token) = scanner.next()? {
            let Token::Start { name: "si", empty, .. } = token else { continue };
            if !empty {
                item(&mut scanner, part, &mut out.all)?;
            }
            out.ends.push(out.all.len());
        }
        Ok(out)
    }

    fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.all.get(start..end)
    }
}

/// Hands over the cells of a reduced sheet, in their order.
pub(crate) fn each_cell(
    xml: &str,
    sheet: &str,
    strings: &Strings,
    mut each: impl FnMut(Cell<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let damaged = || ReadError::damaged(sheet);
    let mut scanner = Scanner::new(xml, sheet);
    let mut text = String::new();
    while let Some(token) = scanner.next()? {
        let Token::Start { name: "c", attrs, .. } = token else { continue };
        let (row, col) = attr(attrs, "r").and_then(parse_cell).ok_or_else(damaged)?;
        let kind = attr(attrs, "t").unwrap_or("n");
        let (mut formula, mut said) = (false, false);
        text.clear();
        loop {
            match scanner.next()?.ok_or_else(damaged)? {
                Token::Start { name: "f", .. } => formula = true,
                Token::Start { name: "is", .. } => {
                    item(&mut scanner, sheet, &mut text)?;
                    said = true;
                }
                Token::Start { name: "v", .. } => said = true,
                Token::Text(raw) => text.push_str(&plain(raw, sheet)?),
                Token::End { name: "c", .. } => break,
                _ => {}
            }
        }
        let value = match kind {
            _ if !said => Value::NotComputed,
            "s" => {
                let index = text.parse().map_err(|_| damaged())?;
                Value::Text(strings.get(index).ok_or_else(damaged)?)
            }
            "b" => Value::Bool(matches!(text.as_str(), "1" | "true")),
            "e" => Value::Error(text.clone()),
            "str" => {
                resolve_escapes(&mut text);
                Value::Text(&text)
            }
            // What is no number is read as the text that it is.
            "n" => text.parse().map_or(Value::Text(&text), Value::Number),
            _ => Value::Text(&text),
        };
        each(Cell { row: row + 1, col, value, formula })?;
    }
    Ok(())
}

/// Appends the text of the item (`si` or `is`) whose start tag was just read: all its runs, without phonetic guides.
fn item(scanner: &mut Scanner<'_>, part: &str, out: &mut String) -> Result<(), ReadError> {
    let mut depth = 1;
    while depth > 0 {
        match scanner.next()?.ok_or_else(|| ReadError::damaged(part))? {
            Token::Start { empty: true, .. } => {}
            Token::Start { name: "rPh", .. } => {
                scanner.skip_element()?;
            }
            Token::Start { name: "t", attrs, .. } => {
                run(scanner, part, attr(attrs, "space") != Some("default"), out)?;
            }
            Token::Start { .. } => depth += 1,
            Token::End { .. } => depth -= 1,
            _ => {}
        }
    }
    Ok(())
}

/// Appends one run of text. Space around it counts, as for LibreOffice, unless the file says that it does not.
fn run(scanner: &mut Scanner<'_>, part: &str, preserve: bool, out: &mut String) -> Result<(), ReadError> {
    let mut text = String::new();
    loop {
        match scanner.next()?.ok_or_else(|| ReadError::damaged(part))? {
            Token::Text(raw) => text.push_str(&plain(raw, part)?),
            Token::CData(raw) => text.push_str(&lines(raw)),
            Token::Start { empty: false, .. } => {
                scanner.skip_element()?;
            }
            Token::Start { .. } => {}
            Token::End { .. } => break,
        }
    }
    resolve_trimmed(&mut text, preserve);
    out.push_str(&text);
    Ok(())
}

fn resolve_trimmed(text: &mut String, preserve: bool) {
    if !preserve {
        let kept = text.trim_matches([' ', '\t', '\r', '\n']);
        if kept.len() < text.len() {
            *text = kept.to_owned();
        }
    }
    resolve_escapes(text);
}

/// Text with its references resolved and its line ends made one kind.
fn plain<'a>(raw: &'a str, part: &str) -> Result<Cow<'a, str>, ReadError> {
    let lines = lines(raw);
    if !lines.contains('&') {
        return Ok(lines);
    }
    let text = quick_xml::escape::unescape(&lines).map_err(|_| ReadError::damaged(part))?;
    Ok(Cow::Owned(text.into_owned()))
}

fn lines(raw: &str) -> Cow<'_, str> {
    if raw.contains('\r') { raw.replace("\r\n", "\n").replace('\r', "\n").into() } else { raw.into() }
}

/// Resolves `_x000D_`, the spreadsheet's own way to write what XML cannot hold: a UTF-16 unit each.
fn resolve_escapes(text: &mut String) {
    if !text.contains("_x") {
        return;
    }
    let mut out = String::with_capacity(text.len());
    let mut units = Vec::new();
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        if let Some(unit) = escape(rest) {
            units.push(unit);
            rest = &rest[7..];
            continue;
        }
        flush(&mut units, &mut out);
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    flush(&mut units, &mut out);
    *text = out;
}

fn flush(units: &mut Vec<u16>, out: &mut String) {
    out.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

fn escape(text: &str) -> Option<u16> {
    let hex = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    hex.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(hex, 16).ok())?
}

#[cfg(all(test, feature = "calamine"))]
mod tests {
    use super::*;
    use crate::book::{Book, Wanted};
    use crate::{by_calamine, sanitize};
    use proptest::prelude::*;
    use std::path::{Path, PathBuf};

    type Owned = (u32, u32, bool, String);

    fn owned(cell: &Cell<'_>) -> Owned {
        (cell.row, cell.col, cell.formula, format!("{:?}", cell.value))
    }

    fn both(xml: &str, items: &str) -> [Result<Vec<Owned>, ReadError>; 2] {
        let ours = || {
            let (strings, mut out) = (Strings::read(items, "sheet")?, Vec::new());
            each_cell(xml, "sheet", &strings, |c| {
                out.push(owned(&c));
                Ok(())
            })?;
            Ok(out)
        };
        let calamines = || {
            let sheet = sanitize::Sanitized { xml: xml.to_owned(), beyond: None };
            let mut out = Vec::new();
            by_calamine::Cells::open(&mut [sheet], items, "sheet")?.each(0, "sheet", |c| {
                out.push(owned(&c));
                Ok(())
            })?;
            Ok(out)
        };
        [ours(), calamines()]
    }

    fn workbooks(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                workbooks(&path, out);
            } else if path.extension().is_some_and(|e| e == "xlsx" || e == "xlsm") {
                out.push(path);
            }
        }
    }

    #[test]
    fn every_sheet_of_every_workbook_reads_as_with_calamine() {
        let mut files = Vec::new();
        workbooks(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures"), &mut files);
        assert!(!files.is_empty());
        if let Some(samples) = std::env::var_os("TOUCHSTONE_SAMPLES") {
            workbooks(Path::new(&samples), &mut files);
        }
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let Ok(book) = Book::open(&bytes) else { continue };
            // What is too large for both is read by neither.
            let strings = book.reduced_strings(&mut 0, |text: &str, _| Ok(text.to_owned()));
            let Ok(strings) = strings.map(Option::unwrap_or_default) else { continue };
            for index in 0..book.names().count() {
                let Ok(sheet) = book.reduced(Wanted { index, columns: 256 }, &mut 0) else { continue };
                let [ours, calamines] = both(&sheet.xml, &strings);
                assert_eq!(ours.unwrap(), calamines.unwrap(), "{} sheet {index}", file.display());
            }
        }
    }

    fn raw_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[ a-zA-Z0-9_.+-]{0,6}",
            Just("&amp;".to_owned()),
            Just("&#x4e2d;".to_owned()),
            Just("&#13;".to_owned()),
            Just("_x000D_".to_owned()),
            Just("_xD83D__xDCF7_".to_owned()),
            Just("_xD83D_".to_owned()),
            Just("_x005F_x000D_".to_owned()),
            Just("\r\n".to_owned()),
            Just("\t 中".to_owned()),
        ];
        prop::collection::vec(piece, 0..5).prop_map(|p| p.concat())
    }

    fn raw_item() -> impl Strategy<Value = String> {
        let run = (raw_text(), prop_oneof![Just(""), Just(" xml:space=\"preserve\"")], 0..4);
        let run = run.prop_map(|(text, space, how)| match how {
            0 => format!("<t{space}>{text}</t>"),
            1 => format!("<r><rPr><b/></rPr><t{space}>{text}</t></r>"),
            2 => format!("<rPh sb=\"0\" eb=\"1\"><t>{text}</t></rPh>"),
            _ => format!("<t{space}><![CDATA[{text}]]></t>"),
        });
        prop::collection::vec(run, 0..4).prop_map(|runs| runs.concat())
    }

    proptest! {
        #[test]
        fn any_text_reads_as_with_calamine(
            items in prop::collection::vec(raw_item(), 1..4),
            texts in prop::collection::vec((raw_text(), 0..4), 0..6),
        ) {
            let strings: String = items.iter().map(|i| format!("<si>{i}</si>")).collect();
            let mut sheet = String::from("<worksheet><sheetData><row r=\"7\">");
            for (i, (text, how)) in texts.iter().enumerate() {
                sheet += &match how {
                    0 => format!("<c t=\"str\"><f>1</f><v>{text}</v></c>"),
                    1 => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                    2 => format!("<c t=\"s\"><v>{}</v></c>", i % items.len()),
                    _ => format!("<c><v>{}</v></c>", text.len() as f64 / 8.0),
                };
            }
            sheet += "</row></sheetData></worksheet>";
            let reduced = sanitize::sheet(&sheet, "part", "sheet", 10).unwrap();
            let items = sanitize::with_spaces(sanitize::strings(&strings, "part").unwrap()).unwrap();
            let [ours, calamines] = both(&reduced.xml, &items);
            prop_assert_eq!(ours.unwrap(), calamines.unwrap());
        }
    }
}
