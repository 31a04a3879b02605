//! Reads the cells of reduced sheets by way of calamine, from a package of our own.

use crate::ReadError;
use crate::cell::{Cell, Value};
use crate::sanitize::Sanitized;
use calamine::{DataRef, Reader, Xlsx};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The package, opened.
pub(crate) struct Cells(Xlsx<Cursor<Vec<u8>>>);

impl Cells {
    /// Opens the sheets (named `s0`, `s1`, …) and their shared strings; each sheet's text is let go of as it is taken.
    pub(crate) fn open(sheets: &mut [Sanitized], strings: &str, part: &str) -> Result<Cells, ReadError> {
        let bytes = package(sheets, strings)?;
        // Of all that it reads at once, only the strings are not our own words.
        Xlsx::new(Cursor::new(bytes)).map(Cells).map_err(|_| ReadError::damaged(part))
    }

    /// Hands over the cells of a sheet, in their order.
    pub(crate) fn each(
        &mut self,
        index: usize,
        name: &str,
        mut each: impl FnMut(Cell<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let damaged = |_| ReadError::damaged(name);
        let mut cells = self.0.worksheet_cells_reader(&format!("s{index}")).map_err(damaged)?;
        while let Some(record) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
            let formula = record.formula.is_some();
            let value = match &record.value {
                DataRef::String(s) => Value::Text(s),
                DataRef::SharedString(s) => Value::Text(s),
                DataRef::Int(n) => Value::Number(*n as f64),
                DataRef::Float(n) => Value::Number(*n),
                DataRef::Bool(b) => Value::Bool(*b),
                DataRef::Error(e) => Value::Error(e.to_string()),
                DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => Value::Text(s),
                DataRef::DateTime(d) => Value::Number(d.as_f64()),
                DataRef::Empty if formula => Value::NotComputed,
                DataRef::Empty => continue,
            };
            each(Cell { row: record.pos.0 + 1, col: record.pos.1, value, formula })?;
        }
        Ok(())
    }
}

/// A package with nothing but the reduced sheets and the shared strings, stored without compression.
fn package(sheets: &mut [Sanitized], strings: &str) -> Result<Vec<u8>, ReadError> {
    const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, pieces: &[&str]| {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut done = out.start_file(name, options).map_err(std::io::Error::other);
        for piece in pieces {
            done = done.and_then(|()| out.write_all(piece.as_bytes()));
        }
        done.map_err(|_| ReadError::damaged(name))
    };
    let (mut names, mut rels) = (String::new(), String::new());
    for (i, sheet) in sheets.iter_mut().enumerate() {
        put(&format!("xl/s{i}.xml"), &[&std::mem::take(&mut sheet.xml)])?;
        names.push_str(&format!("<sheet name=\"s{i}\" sheetId=\"{}\" r:id=\"r{i}\"/>", i + 1));
        rels.push_str(&format!("<Relationship Id=\"r{i}\" Type=\"{TYPE}/worksheet\" Target=\"s{i}.xml\"/>"));
    }
    put("xl/sharedStrings.xml", &["<sst>", strings, "</sst>"])?;
    put("xl/workbook.xml", &["<workbook><sheets>", &names, "</sheets></workbook>"])?;
    put("xl/_rels/workbook.xml.rels", &["<Relationships>", &rels, "</Relationships>"])?;
    let main = format!("<Relationship Id=\"r\" Type=\"{TYPE}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    put("_rels/.rels", &["<Relationships>", &main, "</Relationships>"])?;
    let bytes = out.finish().map_err(|_| ReadError::damaged("reduced package"))?;
    Ok(bytes.into_inner())
}
