//! The sheet `Declaration`: every answer in the cell in which the official one has it.

use super::look::{self, Lists, date, field, head, heading, label, quiet, say, title};
use super::{cell, printed, revision};
use crate::fill::serial;
use domain::template::{Field, Input, Layout, Section, Template};
use domain::{Declaration, Texts};
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

/// Widths of columns A to J: the label, the answer and the comment are wide, what stands between is not.
const WIDTHS: [f64; 10] = [2.0, 46.0, 1.5, 34.0, 1.5, 1.5, 46.0, 1.5, 1.5, 16.0];
/// The first and the last column that are printed.
const PRINTED: (u16, u16) = (1, 9);

pub(super) fn declaration(
    sheet: &mut Worksheet,
    d: &Declaration,
    template: &Template,
    texts: &Texts,
    lists: &Lists,
) -> Result<(), XlsxError> {
    sheet.set_name("Declaration")?;
    for (col, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(col, width)?;
    }
    say(sheet, cell("D2"), &template.title, &title())?;
    say(sheet, cell("B2"), d.answer("company.name"), &title().set_text_wrap())?;
    say(sheet, cell("D3"), texts.get("fill.own.language"), &quiet())?;
    say(sheet, cell("J3"), &revision(template), &quiet().set_text_wrap())?;
    let note = texts.fmt("fill.own.note", &[("version", &template.version)]);
    sheet.merge_range(3, PRINTED.0, 3, 6, &note, &look::quiet_wrapped())?;
    look::fit(sheet, 3, &[(&note, 150.0)])?;
    let mut last = 0;
    let mut section = None;
    let mut question = "";
    for f in &template.fields {
        let at = cell(&f.cell);
        last = last.max(at.0);
        if f.comment_of.is_none() {
            // A question for several metals stands above them, where the official sheet has it too.
            let above = f.metal.is_some() && f.text != question;
            if section.replace(f.section) != Some(f.section) {
                let layout = template.layout(f.section);
                part(sheet, at.0 - if above { 2 } else { 1 }, f.section, layout, texts)?;
            }
            if above {
                question = &f.text;
                let text = named(f, texts);
                sheet.merge_range(at.0 - 1, 1, at.0 - 1, 3, &text, &head())?;
                look::fit(sheet, at.0 - 1, &[(&text, WIDTHS[1] + WIDTHS[3])])?;
                say(sheet, (at.0 - 1, 6), texts.get("fill.own.comment"), &head())?;
            }
            let text = match f.metal {
                Some(metal) => texts.get(&format!("metal.{}", metal.key())).to_owned(),
                None => named(f, texts),
            };
            say(sheet, (at.0, 1), &text, &label())?;
            let comment = d.answer(&format!("{}.comment", f.key));
            look::fit(
                sheet,
                at.0,
                &[(&text, WIDTHS[1]), (d.answer(&f.key), WIDTHS[3]), (comment, WIDTHS[6])],
            )?;
            lists.offer(sheet, at, at, f.options())?;
        }
        answer(sheet, at, f, d.answer(&f.key))?;
    }
    sheet.set_freeze_panes(3, 0)?;
    printed(sheet, false, (1, PRINTED.0, last, PRINTED.1))
}

/// The bar above a part.
fn part(
    sheet: &mut Worksheet,
    row: u32,
    section: Section,
    layout: Option<Layout>,
    texts: &Texts,
) -> Result<(), XlsxError> {
    let name = texts.get(&format!("section.{}", section.key())).to_owned();
    for col in 1..=6 {
        let text = match col {
            1 => name.as_str(),
            3 if layout != Some(Layout::Metals) => texts.get("fill.own.answer"),
            6 if layout == Some(Layout::Questions) => texts.get("fill.own.comment"),
            _ => "",
        };
        say(sheet, (row, col), text, &heading())?;
    }
    Ok(())
}

/// A question with its number.
fn named(f: &Field, texts: &Texts) -> String {
    let label = format!("field.{}.label", f.text);
    [f.number.as_str(), " ", texts.get(&label)].concat().trim().to_owned()
}

fn answer(sheet: &mut Worksheet, at: (u32, u16), f: &Field, text: &str) -> Result<(), XlsxError> {
    // A date that can be read goes in as a real date, in the one spelling that reads back the same.
    let serial = (f.input == Input::Date).then(|| serial(text, false)).flatten();
    if let Some(serial) = serial {
        sheet.write_number_with_format(at.0, at.1, serial, &date())?;
        return Ok(());
    }
    // An address can be followed, and reads back as it stands.
    let address =
        f.comment_of.is_some() && f.input == Input::Text && text.starts_with("http") && text.len() < 2_000;
    if address && !text.contains(char::is_whitespace) {
        let url = Url::new(text).set_text(text);
        if sheet
            .write_url_with_format(at.0, at.1, url, &field().set_font_color(rust_xlsxwriter::Color::Blue))
            .is_ok()
        {
            return Ok(());
        }
    }
    say(sheet, at, text, &field())
}
