//! Lists of smelters: from an official template's look-up sheet, or from any table with the columns that say it.

use crate::book::Book;
use crate::{ReadError, TableData, lookup, sniff, table};
use domain::{Metal, Smelter};

/// The names of the sheet that holds the list, in CMRT from 2014 on.
const SHEETS: [&str; 3] = ["Smelter Look-up", "Smelter Reference List", "Standard Smelter Names"];

/// Reads a list of smelters from an official template, or from a CSV or workbook with the columns metal, name,
/// standard name, country and CID (in any order; standard name and country may be missing).
pub fn references(bytes: &[u8], file_name: &str) -> Result<Vec<Smelter>, ReadError> {
    let table = if sniff::must_be_zip(bytes).is_ok() {
        let book = Book::open(bytes)?;
        let index = SHEETS.iter().find_map(|name| book.find(name)).unwrap_or(0);
        table::from_book(&book, index)?
    } else {
        table::supplier_table(bytes, file_name)?
    };
    from_table(&table)
}

#[derive(Clone, Copy)]
struct Columns {
    metal: usize,
    cid: usize,
    name: usize,
    standard: Option<usize>,
    country: Option<usize>,
}

fn from_table(table: &TableData) -> Result<Vec<Smelter>, ReadError> {
    // Titles may stand above the header: it is the first row that names the columns.
    let candidates = std::iter::once(&table.header).chain(table.rows.iter().map(|r| &r.cells)).take(20);
    let found = candidates.enumerate().find_map(|(i, cells)| columns(cells).map(|c| (i, c)));
    let Some((header, columns)) = found else {
        let columns = "metal, name, CID".to_owned();
        return Err(ReadError::MissingColumns { columns });
    };
    let mut collector = lookup::Collector::default();
    for row in table.rows.iter().skip(header) {
        let at = |col: Option<usize>| col.and_then(|c| row.cells.get(c)).map_or("", String::as_str);
        if Metal::parse(at(Some(columns.metal))).is_some() {
            let (standard, country) = (at(columns.standard), at(columns.country));
            collector.add(
                at(Some(columns.metal)),
                at(Some(columns.name)),
                standard,
                country,
                at(Some(columns.cid)),
            );
        }
    }
    Ok(collector.finish())
}

fn columns(header: &[String]) -> Option<Columns> {
    let lower: Vec<String> = header.iter().map(|h| h.to_lowercase().replace(['_', '-'], " ")).collect();
    let find = |wanted: &[&str]| {
        wanted
            .iter()
            .find_map(|w| lower.iter().position(|h| h == w))
            .or_else(|| wanted.iter().find_map(|w| lower.iter().position(|h| h.len() < 80 && h.contains(w))))
    };
    let standard = find(&["standard smelter names", "standard smelter name", "standard name"]);
    let cid = find(&["cid", "new smelter id", "smelter id", "smelter identification"])?;
    let name = find(&["smelter look up", "smelter reference", "alias", "smelter name", "name"])
        .filter(|n| Some(*n) != standard)
        .or(standard)?;
    Some(Columns { metal: find(&["metal"])?, cid, name, standard, country: find(&["country"]) })
}
