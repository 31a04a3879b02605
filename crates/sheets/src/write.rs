//! Writes a workbook of our own with the sheets and cells of the official one, and our own words. For the demo, for
//! tests, and wherever no official template is at hand.

use crate::WriteError;
use crate::fill::{fits, serial};
use domain::template::{self, Input, TableDef, Template};
use domain::{Declaration, References, Row, Smelter, Table, Texts, check_official};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

impl From<XlsxError> for WriteError {
    fn from(e: XlsxError) -> WriteError {
        WriteError::Failed { why: e.to_string() }
    }
}

/// Writes a declaration as a workbook of the version, labelled in the language.
pub fn write_own(d: &Declaration, version: &str, language: &str) -> Result<Vec<u8>, WriteError> {
    write_own_with_lookup(d, version, language, &[])
}

/// The same with a list of smelters in the look-up sheet.
pub fn write_own_with_lookup(
    d: &Declaration,
    version: &str,
    language: &str,
    smelters: &[Smelter],
) -> Result<Vec<u8>, WriteError> {
    let unknown = || WriteError::UnknownVersion { version: version.to_owned() };
    let template = template::named(version).ok_or_else(unknown)?;
    fits(d, template)?;
    let texts = domain::text::embedded::texts(language);
    let mut book = Workbook::new();
    // In the official order: some readers go by it.
    for name in ["Revision", "Instructions", "Definitions"] {
        let note = texts.fmt("fill.own.note", &[("version", version)]);
        put(book.add_worksheet().set_name(name)?, (0, 0), &note)?;
    }
    declaration(book.add_worksheet(), d, template, texts)?;
    for def in &template.tables {
        table(book.add_worksheet(), d, def, template, texts)?;
        // In the official order the checker follows the smelters.
        if def.table == Table::Smelters {
            checker(book.add_worksheet(), d, template, texts, smelters)?;
        }
    }
    look_up(book.add_worksheet(), smelters)?;
    let strings = book.add_worksheet();
    strings.set_name("L")?.set_hidden(true);
    for (col, text) in ["DeclarationD2", "Declaration", "D2", template.title].into_iter().enumerate() {
        put(strings, (0, col as u16), text)?;
    }
    for (name, header) in [("C", ["Code", "Country"]), ("SorP", ["Code", "State / Province"])] {
        let sheet = book.add_worksheet().set_name(name)?.set_hidden(true);
        put(sheet, (0, 0), header[0])?;
        put(sheet, (0, 1), header[1])?;
    }
    book.worksheet_from_name("Declaration")?.set_active(true);
    Ok(book.save_to_buffer()?)
}

fn revision(template: &Template) -> String {
    format!("Revision {}\nTouchstone", template.version)
}

fn cell(name: &str) -> (u32, u16) {
    crate::distil::parse_cell(name).map_or((0, 0), |(row, col)| (row, col as u16))
}

/// The one way text gets into a cell: as a string, never as a formula, whatever it begins with.
/// As text it stays one even when somebody edits it.
fn put(sheet: &mut Worksheet, at: (u32, u16), text: &str) -> Result<(), XlsxError> {
    if !text.is_empty() {
        sheet.write_string_with_format(at.0, at.1, text, &Format::new().set_num_format("@"))?;
    }
    Ok(())
}

fn bold(sheet: &mut Worksheet, at: (u32, u16), text: &str) -> Result<(), XlsxError> {
    sheet.write_string_with_format(at.0, at.1, text, &Format::new().set_bold())?;
    Ok(())
}

fn declaration(
    sheet: &mut Worksheet,
    d: &Declaration,
    template: &Template,
    texts: &Texts,
) -> Result<(), XlsxError> {
    sheet.set_name("Declaration")?;
    sheet.set_column_width(1, 60)?.set_column_width(3, 32)?.set_column_width(6, 40)?;
    bold(sheet, cell("D2"), template.title)?;
    let language = if texts.language() == "zh" { "中文 Chinese" } else { "English" };
    put(sheet, cell("D3"), language)?;
    put(sheet, cell("J3"), &revision(template))?;
    let date = Format::new().set_num_format("d-mmm-yyyy");
    for field in &template.fields {
        let at = cell(&field.cell);
        if field.comment_of.is_none() {
            let label = texts.get(&format!("field.{}.label", field.text)).to_owned();
            let metal = field.metal.map_or(String::new(), |m| format!(" ({})", m.name()));
            let number = if field.number.is_empty() { String::new() } else { format!("{} ", field.number) };
            put(sheet, (at.0, 1), &format!("{number}{label}{metal}"))?;
        }
        let text = d.answer(&field.key);
        // A date that can be read goes in as a real date, in the one spelling that reads back the same.
        let serial = (field.input == Input::Date).then(|| serial(text, false)).flatten();
        match serial {
            Some(serial) => drop(sheet.write_number_with_format(at.0, at.1, serial, &date)?),
            None => put(sheet, at, text)?,
        }
    }
    Ok(())
}

fn table(
    sheet: &mut Worksheet,
    d: &Declaration,
    def: &TableDef,
    template: &Template,
    texts: &Texts,
) -> Result<(), XlsxError> {
    let table = def.table;
    sheet.set_name(table.sheet())?;
    if table == Table::Smelters {
        put(sheet, cell("Q3"), &revision(template))?;
    }
    let columns: Vec<(usize, u16)> =
        def.columns.iter().map(|(col, letter)| (*col, cell(&format!("{letter}1")).1)).collect();
    for (col, at) in &columns {
        let key = table.columns()[*col];
        bold(sheet, (table.first_row() - 2, *at), texts.get(&format!("column.{}.{key}", table.key())))?;
    }
    let rows: Vec<&dyn Row> = d.rows(table).iter().collect();
    for (row, at) in placed(&rows, table.first_row(), |r| r.sheet_row()) {
        for (col, i) in &columns {
            put(sheet, (at, *i), row.cell(*col))?;
        }
    }
    Ok(())
}

/// Rows with the sheet row (from 0) that each goes to: its own where it has one, else the next free one.
fn placed<R>(rows: &[R], first: u32, own: impl Fn(&R) -> Option<u32>) -> Vec<(&R, u32)> {
    let mut next = first;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let at = own(row).unwrap_or(next).max(next);
        next = at + 1;
        out.push((row, at - 1));
    }
    out
}

/// The official checker's verdict, row by row where the official sheet has it: H says what is open, D2 how many.
fn checker(
    sheet: &mut Worksheet,
    d: &Declaration,
    template: &Template,
    texts: &Texts,
    smelters: &[Smelter],
) -> Result<(), XlsxError> {
    sheet.set_name("Checker")?;
    let list = References::new("", "", smelters.to_vec());
    let verdict = check_official(d, template, &list);
    for field in &template.fields {
        let Some(checker) = &field.checker else { continue };
        let (row, metal) = (u32::from(checker.row) - 1, field.metal.map_or("", |m| m.name()));
        let label = format!("{} {metal}", texts.get(&format!("field.{}.label", field.text)));
        put(sheet, (row, 0), label.trim())?;
        put(sheet, (row, 1), d.answer(&field.key))?;
        sheet.write_number(row, 7, f64::from(u8::from(verdict.open_rows.contains(&checker.row))))?;
    }
    for row in template.checker.products..=template.checker.not_listed {
        let open = verdict.open_rows.contains(&row);
        sheet.write_number(u32::from(row) - 1, 7, f64::from(u8::from(open)))?;
    }
    if let Some(remaining) = verdict.remaining {
        sheet.write_number(1, 3, remaining)?;
        sheet.write_number(u32::from(template.checker.not_listed), 7, remaining)?;
    }
    Ok(())
}

fn look_up(sheet: &mut Worksheet, smelters: &[Smelter]) -> Result<(), XlsxError> {
    sheet.set_name("Smelter Look-up")?;
    let header = ["Metal", "Smelter Look-up (*)", "Standard Smelter Names", "Country", "Smelter ID"];
    for (i, title) in header.into_iter().enumerate() {
        bold(sheet, (3, i as u16), title)?;
    }
    let mut at = 4;
    for s in smelters {
        for name in std::iter::once(&s.name).chain(&s.aliases) {
            let metal = s.metal.map_or("", |m| m.name());
            for (i, text) in [metal, name, &s.name, &s.country, &s.cid].into_iter().enumerate() {
                put(sheet, (at, i as u16), text)?;
            }
            at += 1;
        }
    }
    Ok(())
}
