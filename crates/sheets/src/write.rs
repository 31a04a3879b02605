//! Writes a workbook of our own with the sheets and cells of the official one, and our own words: to be filled in,
//! printed and sent on where no official template is at hand; for the demo and for tests.

mod declaration;
mod guide;
mod list;
mod look;
mod tables;

pub use list::write_list;

use crate::WriteError;
use crate::fill::fits;
use domain::template::{self, Template};
use domain::{Declaration, Smelter, Table};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

impl From<XlsxError> for WriteError {
    fn from(e: XlsxError) -> WriteError {
        WriteError::Failed { why: e.to_string() }
    }
}

/// A workbook that does not tell when it was written, so that the same content is the same bytes.
fn new_book() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    Ok(book)
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
    let mut book = new_book()?;
    // In the official order: some readers go by it.
    let lists = look::lists(book.add_worksheet(), template)?;
    guide::questions(book.add_worksheet(), template, texts)?;
    guide::columns(book.add_worksheet(), template, texts)?;
    declaration::declaration(book.add_worksheet(), d, template, texts, &lists)?;
    for def in &template.tables {
        tables::table(book.add_worksheet(), d, def, template, texts, &lists)?;
        // In the official order the checker follows the smelters.
        if def.table == Table::SMELTERS {
            tables::checker(book.add_worksheet(), d, template, texts, smelters)?;
        }
    }
    tables::look_up(book.add_worksheet(), smelters)?;
    let strings = book.add_worksheet();
    strings.set_name("L")?.set_hidden(true);
    for (col, text) in ["DeclarationD2", "Declaration", "D2", &template.title].into_iter().enumerate() {
        look::put(strings, (0, col as u16), text)?;
    }
    let sheet = book.worksheet_from_name("Declaration")?;
    sheet.set_active(true).set_first_tab(false);
    Ok(book.save_to_buffer()?)
}

fn revision(template: &Template) -> String {
    format!("Revision {}\nTouchstone", template.version)
}

fn cell(name: &str) -> (u32, u16) {
    crate::sanitize::parse_cell(name).map_or((0, 0), |(row, col)| (row, col as u16))
}

/// How every sheet is printed: as wide as the paper, with the page's number below.
fn printed(sheet: &mut Worksheet, wide: bool, area: (u32, u16, u32, u16)) -> Result<(), XlsxError> {
    sheet.set_paper_size(9).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_print_fit_to_pages(1, 0);
    if wide {
        sheet.set_landscape();
    }
    sheet.set_footer("&L&8&A&R&8&P / &N").set_screen_gridlines(false);
    sheet.set_print_area(area.0, area.1, area.2, area.3)?;
    Ok(())
}
