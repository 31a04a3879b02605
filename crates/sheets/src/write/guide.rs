//! What the questions and columns mean, in the words of the form.

use super::look::{fit, heading, label, say, title};
use super::printed;
use domain::Texts;
use domain::template::Template;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The sheet `Instructions`: every question with its help.
pub(super) fn questions(sheet: &mut Worksheet, template: &Template, texts: &Texts) -> Result<(), XlsxError> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for section in template.sections() {
        let mut own = Vec::new();
        for field in template.section(section) {
            let key = |part: &str| format!("field.{}.{part}", field.text);
            if texts.has(&key("help")) && field.comment_of.is_none() {
                let name = [field.number.as_str(), " ", texts.get(&key("label"))].concat();
                own.push((name.trim().to_owned(), texts.get(&key("help")).to_owned()));
            }
        }
        own.dedup();
        let intro = format!("section.{}.intro", section.key());
        lines.push((texts.get(&format!("section.{}", section.key())).to_owned(), String::new()));
        lines.push((String::new(), texts.get(&intro).to_owned()));
        lines.extend(own);
    }
    page(sheet, "Instructions", texts.get("fill.own.instructions"), &lines)
}

/// The sheet `Definitions`: what belongs into the columns of the tables.
pub(super) fn columns(sheet: &mut Worksheet, template: &Template, texts: &Texts) -> Result<(), XlsxError> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for def in &template.tables {
        lines.push((texts.get(&format!("section.{}", def.table.name())).to_owned(), String::new()));
        for key in def.keys() {
            let name = format!("column.{}.{key}", def.table.key());
            let help = format!("{name}.help");
            if texts.has(&help) {
                lines.push((texts.get(&name).to_owned(), texts.get(&help).to_owned()));
            }
        }
    }
    page(sheet, "Definitions", texts.get("fill.own.columns"), &lines)
}

/// A page of two columns: what it is, and what is said of it. A line without the second is a heading.
fn page(sheet: &mut Worksheet, name: &str, head: &str, lines: &[(String, String)]) -> Result<(), XlsxError> {
    sheet.set_name(name)?.set_column_width(0, 44)?.set_column_width(1, 70)?;
    say(sheet, (0, 0), head, &title())?;
    for (row, (what, said)) in (2u32..).zip(lines) {
        let format = if said.is_empty() { heading() } else { label() };
        say(sheet, (row, 0), what, &format)?;
        say(sheet, (row, 1), said, &format)?;
        fit(sheet, row, &[(what, 44.0), (said, 70.0)])?;
    }
    printed(sheet, false, (0, 0, 1 + lines.len() as u32, 1))
}
