//! Lists of smelters: from an official template's look-up sheet, or from any table with the columns that say it.

use crate::book::Book;
use crate::{ReadError, lookup, sniff, table};
use domain::{Metal, Smelter};

/// The names of the sheet that holds the list, in CMRT from 2014 on.
const SHEETS: [&str; 3] = ["Smelter Look-up", "Smelter Reference List", "Standard Smelter Names"];

/// Reads a list of smelters from an official template, or from a CSV or workbook with the columns metal, name,
/// standard name, country and CID (in any order; standard name and country may be missing).
pub fn references(bytes: &[u8], file_name: &str) -> Result<Vec<Smelter>, ReadError> {
    if sniff::must_be_zip(bytes).is_err() {
        // Says what is wrong with files that are no text either.
        table::supplier_table(bytes, file_name)?;
        return from_records(&table::text_records(bytes)?.0, None);
    }
    let book = Book::open(bytes)?;
    let sheet = SHEETS.iter().find_map(|name| book.find(name).map(|i| (*name, i)));
    let (name, index) = sheet.unwrap_or(("", 0));
    // The headers of the official sheet are in the workbook's display language; its columns never moved.
    let fixed = Columns { metal: 0, cid: 4, name: 1, standard: Some(2), country: Some(3) };
    from_records(&table::sheet_records(&book, index)?.0, (name == SHEETS[0]).then_some(fixed))
}

#[derive(Clone, Copy)]
struct Columns {
    metal: usize,
    cid: usize,
    name: usize,
    standard: Option<usize>,
    country: Option<usize>,
}

fn from_records(records: &table::Records, fixed: Option<Columns>) -> Result<Vec<Smelter>, ReadError> {
    // Titles may stand above the header: it is the first row that names the columns.
    let found = records.iter().take(20).find_map(|(_, cells)| columns(cells)).or(fixed);
    let columns =
        found.ok_or_else(|| ReadError::MissingColumns { columns: "metal, name, CID".to_owned() })?;
    let mut collector = lookup::Collector::default();
    for (_, cells) in records {
        let at = |col: Option<usize>| col.and_then(|c| cells.get(c)).map_or("", String::as_str);
        let (metal, name, cid) = (at(Some(columns.metal)), at(Some(columns.name)), at(Some(columns.cid)));
        // This also passes over titles and the header itself.
        if Metal::parse(metal).is_some() {
            collector.add(metal, name, at(columns.standard), at(columns.country), cid);
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
