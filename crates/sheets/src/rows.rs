//! The rows of the two tables, from what their sheets hold.

use crate::notice::Notices;
use crate::{Limit, ReadError, lookup};
use domain::draft::{GAP, MAX_ROWS};
use domain::{
    ProductCol, ProductRow, References, RowId, Smelter, SmelterCol, SmelterRow, Table, Template, answer,
};
use std::collections::BTreeMap;

/// How many rows of a table are held at most: some may turn out to say nothing.
pub(crate) const HELD_ROWS: usize = 4 * MAX_ROWS;

/// A smelter row in the making.
#[derive(Default)]
pub(crate) struct Pending {
    pub(crate) row: SmelterRow,
    /// Columns whose formula has no stored result.
    pub(crate) open: Vec<u32>,
    /// Whether an error of its formulas was reported.
    pub(crate) error: bool,
}

/// The smelter list: rows that name a smelter, completed from the look-up list where formulas have no results.
pub(crate) fn smelters(
    pending: BTreeMap<u32, Pending>,
    lookup: &[Smelter],
    notices: &mut Notices,
) -> Result<Vec<SmelterRow>, ReadError> {
    let sheet = Table::Smelters.sheet();
    let list = References::new("", "", lookup.to_vec());
    let mut resolved = 0u32;
    let mut out = Vec::new();
    for (at, Pending { mut row, open, .. }) in pending {
        if row.is_empty() {
            if SmelterCol::ALL.iter().any(|c| !row.get(*c).is_empty()) {
                notices.add(sheet, format!("A{at}"), "row_ignored", &[]);
            }
            continue;
        }
        if !open.is_empty() {
            if lookup::resolve(&mut row, &open, &list) {
                resolved += 1;
            } else if open.contains(&2) {
                notices.add(sheet, format!("C{at}"), "recalculate", &[]);
            }
        }
        (row.id, row.order, row.sheet_row) = place(at);
        out.push(row);
        if out.len() > MAX_ROWS {
            return Err(ReadError::too_large(Limit::TableRows, sheet));
        }
    }
    if resolved > 0 {
        notices.add(sheet, "", "resolved", &[("n", &resolved.to_string())]);
    }
    Ok(out)
}

/// The product list, with its columns where the headers say.
pub(crate) fn products(
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    headers: &BTreeMap<u32, String>,
    template: &Template,
) -> Result<Vec<ProductRow>, ReadError> {
    let columns = product_columns(headers, template);
    let mut out = Vec::new();
    for (at, mut cells) in rows {
        let mut row = ProductRow::default();
        for (col, index) in &columns {
            if let Some(text) = cells.remove(index) {
                *row.get_mut(*col) = text;
            }
        }
        if row.is_empty() {
            continue;
        }
        (row.id, row.order, row.sheet_row) = place(at);
        out.push(row);
        if out.len() > MAX_ROWS {
            return Err(ReadError::too_large(Limit::TableRows, Table::Products.sheet()));
        }
    }
    Ok(out)
}

/// Which column of the product list is where. The headers decide, whatever the version says: with headers in D, E
/// and F the asking company has columns of its own, otherwise comments stand in D.
fn product_columns(headers: &BTreeMap<u32, String>, template: &Template) -> Vec<(ProductCol, u32)> {
    let index = |letter: &str| u32::from(letter.as_bytes()[0] - b'A');
    if headers.is_empty() {
        return template.product_columns.iter().map(|(c, letter)| (*c, index(letter))).collect();
    }
    let wide = headers.iter().any(|(col, text)| *col >= 4 && !answer::is_blank(text));
    if wide {
        ProductCol::ALL.iter().map(|c| (*c, index(c.letter()))).collect()
    } else {
        vec![(ProductCol::Number, 1), (ProductCol::Name, 2), (ProductCol::Comment, 3)]
    }
}

fn place(sheet_row: u32) -> (RowId, u64, Option<u32>) {
    (RowId(u64::from(sheet_row)), u64::from(sheet_row) * GAP, Some(sheet_row))
}
