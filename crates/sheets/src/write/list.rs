//! A list as a workbook of one sheet: what a page lists, to be worked on elsewhere.

use super::look::put;
use crate::WriteError;
use rust_xlsxwriter::Format;

/// Widest column, in characters.
const WIDEST: usize = 48;

/// Writes rows, of which the first holds the headers. Every cell is a text, whatever it begins with, so that none is a
/// formula.
pub fn write_list(rows: &[Vec<String>]) -> Result<Vec<u8>, WriteError> {
    let mut book = super::new_book()?;
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    let mut widths: Vec<usize> = Vec::new();
    for (r, row) in (0u32..).zip(rows) {
        widths.resize(widths.len().max(row.len()), 0);
        for ((c, cell), width) in (0u16..).zip(row).zip(&mut widths) {
            *width = (*width).max(cell.chars().count());
            match r {
                0 => drop(sheet.write_string_with_format(r, c, cell, &bold)?),
                _ => put(sheet, (r, c), cell)?,
            }
        }
    }
    for (c, width) in (0u16..).zip(&widths) {
        sheet.set_column_width(c, (width + 2).min(WIDEST) as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last), columns @ 1..) = (u32::try_from(rows.len()).ok().filter(|n| *n > 1), widths.len()) {
        sheet.autofilter(0, 0, last - 1, (columns - 1) as u16)?;
    }
    Ok(book.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_a_text_and_comes_back() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [row(["Name", "Note"]), row(["=1+1", "+49 30 1"]), row(["@x", ""])];
        let bytes = write_list(&rows).unwrap();
        let read = crate::table_file(&bytes, "list.xlsx").unwrap();
        let text = format!("{read:?}");
        assert!(text.contains("=1+1") && text.contains("+49 30 1") && text.contains("@x"), "{text}");
        assert!(write_list(&[]).is_ok());
    }

    /// Neither in a property nor at a part of the zip does anything say when it was written.
    #[test]
    fn no_clock_is_in_it() {
        let bytes = write_list(&[vec!["Name".to_owned()], vec!["x".to_owned()]]).unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        for at in 0..zip.len() {
            let part = zip.by_index(at).unwrap();
            assert_eq!(
                part.last_modified(),
                Some(zip::DateTime::default()),
                "{}",
                part.name().unwrap_or_default()
            );
        }
        let mut said = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("docProps/core.xml").unwrap(), &mut said).unwrap();
        assert_eq!(said.matches(">2000-01-01T00:00:00Z<").count(), 2, "{said}");
    }
}
