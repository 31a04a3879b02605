//! The sheets with rows: smelters, products, the checker's verdict, the look-up list.

use super::look::{KNOWN, Lists, field, fit, head, label, put, quiet, say, title};
use super::{cell, printed, revision};
use domain::template::{TableDef, Template};
use domain::{Declaration, References, Row, Smelter, SmelterCol, Table, Texts, check_official};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Rows that are framed although nothing stands in them, and rows in which one can choose.
const BLANK: u32 = 10;
const CHOICES: u32 = 2_500;

/// How wide a column is.
fn width(table: Table, key: &str) -> f64 {
    match key {
        _ if table != Table::SMELTERS => 34.0,
        "lookup" | "name" => 26.0,
        "comment" | "next_steps" => 22.0,
        "cid" | "metal" | "source" | "recycled" => 11.0,
        _ => 15.0,
    }
}

pub(super) fn table(
    sheet: &mut Worksheet,
    d: &Declaration,
    def: &TableDef,
    template: &Template,
    texts: &Texts,
    lists: &Lists,
) -> Result<(), XlsxError> {
    let table = def.table;
    sheet.set_name(table.sheet())?;
    let columns: Vec<(usize, u16)> =
        def.places().map(|(col, letter)| (col, cell(&format!("{letter}1")).1)).collect();
    let left = columns.first().map_or(0, |(_, at)| *at);
    let right = columns.last().map_or(0, |(_, at)| *at);
    say(sheet, (0, left), texts.get(&format!("section.{}", table.name())), &title())?;
    say(sheet, (1, left), d.answer("company.name"), &quiet())?;
    if table == Table::SMELTERS {
        say(sheet, cell("Q3"), &revision(template), &quiet())?;
        sheet.set_row_height(2, 15)?;
    } else {
        sheet.set_column_width(0, 2)?;
    }
    let header = table.first_row() - 2;
    for (col, at) in &columns {
        let key = table.columns()[*col];
        sheet.set_column_width(*at, width(table, key))?;
        say(sheet, (header, *at), texts.get(&format!("column.{}.{key}", table.key())), &head())?;
    }
    let heads: Vec<String> =
        columns.iter().map(|(col, _)| format!("column.{}.{}", table.key(), table.columns()[*col])).collect();
    let heads = heads
        .iter()
        .zip(&columns)
        .map(|(key, (col, _))| (texts.get(key), width(table, table.columns()[*col])));
    fit(sheet, header, &heads.collect::<Vec<_>>())?;
    let rows: Vec<&dyn Row> = d.rows(table).iter().collect();
    let placed = placed(&rows, table.first_row(), |r| r.sheet_row());
    let last = placed.last().map_or(table.first_row() - 2, |(_, at)| *at) + BLANK;
    let field = field();
    let mut filled = placed.iter().peekable();
    for at in table.first_row() - 1..=last {
        let row = filled.next_if(|(_, place)| *place == at);
        for (col, i) in &columns {
            say(sheet, (at, *i), row.map_or("", |(row, _)| row.cell(*col)), &field)?;
        }
        let mut said: Vec<(&str, f64)> = Vec::new();
        if let Some((row, _)) = row {
            said.extend(columns.iter().map(|(col, _)| (row.cell(*col), width(table, table.columns()[*col]))));
        }
        fit(sheet, at, &said)?;
    }
    if table == Table::SMELTERS {
        let metals: Vec<String> = template.metals.iter().map(|m| m.name().to_owned()).collect();
        let first = table.first_row() - 1;
        let recycled = KNOWN.map(str::to_owned).into();
        for (col, options) in [(SmelterCol::Metal, metals), (SmelterCol::Recycled, recycled)] {
            let Some((_, at)) = columns.iter().find(|(i, _)| table.columns()[*i] == col.key()) else {
                continue;
            };
            lists.offer(sheet, (first, *at), (first + CHOICES - 1, *at), &options)?;
        }
    }
    sheet.set_freeze_panes(header + 1, 0)?.set_repeat_rows(header, header)?;
    printed(sheet, table == Table::SMELTERS, (0, left, last, right))
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
pub(super) fn checker(
    sheet: &mut Worksheet,
    d: &Declaration,
    template: &Template,
    texts: &Texts,
    smelters: &[Smelter],
) -> Result<(), XlsxError> {
    sheet.set_name("Checker")?.set_column_width(0, 62)?.set_column_width(1, 44)?.set_column_width(7, 9)?;
    for col in [2, 4, 5, 6] {
        sheet.set_column_width(col, 1)?;
    }
    sheet.set_column_width(3, 7)?;
    let list = References::new("", None, smelters.to_vec());
    let verdict = check_official(d, template, &list);
    say(sheet, (0, 0), texts.get("fill.own.checker"), &title())?;
    say(sheet, (1, 0), texts.get("fill.own.remaining"), &quiet())?;
    for (col, key) in [(0, "question"), (1, "answer"), (7, "open")] {
        say(sheet, (2, col), texts.get(&format!("fill.own.{key}")), &head())?;
    }
    let mut line = |row: u16, name: &str, said: &str| -> Result<(), XlsxError> {
        let at = u32::from(row) - 1;
        say(sheet, (at, 0), name, &label())?;
        say(sheet, (at, 1), said, &label())?;
        let open = f64::from(u8::from(verdict.open_rows.contains(&row)));
        sheet.write_number_with_format(at, 7, open, &label())?;
        fit(sheet, at, &[(name, 62.0), (said, 44.0)])?;
        Ok(())
    };
    for field in &template.fields {
        let Some(checker) = &field.checker else { continue };
        let metal =
            field.metal.map(|m| texts.get(&format!("metal.{}", m.key())).to_owned()).unwrap_or_default();
        let label = texts.get(&format!("field.{}.label", field.text)).to_owned();
        let name =
            [field.number.as_str(), " ", &label, if metal.is_empty() { "" } else { ": " }, &metal].concat();
        line(checker.row, name.trim(), d.answer(&field.key))?;
    }
    let rows = |table: Table| texts.get(&format!("section.{}", table.name())).to_owned();
    line(template.checker.products, &rows(Table::PRODUCTS), "")?;
    for (row, metal) in (template.checker.smelters..).zip(&template.metals) {
        let metal = texts.get(&format!("metal.{}", metal.key())).to_owned();
        line(row, &[&rows(Table::SMELTERS), ": ", &metal].concat(), "")?;
    }
    line(template.checker.not_listed, texts.get("option.smelter_not_listed"), "")?;
    if let Some(remaining) = verdict.remaining {
        sheet.write_number(1, 3, remaining)?;
        sheet.write_number(u32::from(template.checker.not_listed), 7, remaining)?;
    }
    sheet.set_freeze_panes(3, 0)?.set_repeat_rows(2, 2)?;
    printed(sheet, false, (0, 0, u32::from(template.checker.not_listed), 7))
}

pub(super) fn look_up(sheet: &mut Worksheet, smelters: &[Smelter]) -> Result<(), XlsxError> {
    sheet.set_name("Smelter Look-up")?.set_hidden(smelters.is_empty());
    let header = ["Metal", "Smelter Look-up (*)", "Standard Smelter Names", "Country", "Smelter ID"];
    for ((i, name), width) in (0u16..).zip(header).zip([11.0, 40.0, 40.0, 26.0, 12.0]) {
        sheet.set_column_width(i, width)?;
        say(sheet, (3, i), name, &head())?;
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
    sheet.set_repeat_rows(3, 3)?;
    printed(sheet, false, (3, 0, at.max(5) - 1, 4))
}
