//! The rows of the tables, from what their sheets hold.

use crate::lookup::LookUp;
use crate::notice::Notices;
use crate::{Limit, ReadError};
use domain::draft::{GAP, MAX_ROWS};
use domain::template::TableDef;
use domain::{References, RowId, Rows, SmelterCol, SmelterRow, Table, Template, answer, template};
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
    lookup: &LookUp,
    notices: &mut Notices,
) -> Result<Vec<SmelterRow>, ReadError> {
    let sheet = Table::SMELTERS.sheet();
    let list = References::new("", None, lookup.smelters.clone());
    let (mut resolved, mut blank) = (0u32, false);
    let mut out = Vec::new();
    for (at, Pending { mut row, open, .. }) in pending {
        // A number of white space alone names nothing, but the workbook stumbles over it: one such row is kept to say so.
        let stumbles = row.is_empty() && !row.cid.is_empty() && !std::mem::replace(&mut blank, true);
        if row.is_empty() && !stumbles {
            if SmelterCol::ALL.iter().any(|c| !row.get(*c).is_empty()) {
                notices.add(sheet, format!("A{at}"), "row_ignored", &[]);
            }
            continue;
        }
        if !open.is_empty() && !stumbles {
            if lookup.resolve(&mut row, &open, &list) {
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

/// What the sheet of a table other than the smelter list holds: its headers, and its cells by row.
#[derive(Default)]
pub(crate) struct Listed {
    pub(crate) headers: BTreeMap<u32, String>,
    pub(crate) rows: BTreeMap<u32, BTreeMap<u32, String>>,
}

/// The rows of a table other than the smelter list, with its columns where the headers say.
pub(crate) fn listed(
    from: Listed,
    table: Table,
    template: &Template,
    into: &mut dyn Rows,
) -> Result<(), ReadError> {
    let columns = columns(&from.headers, table, template);
    for (at, mut cells) in from.rows {
        // White space in the first row says nothing, but the official checker takes it for an entry.
        let first = at == table.first_row();
        let says = |text: &String| if first { !text.is_empty() } else { !answer::is_blank(text) };
        if !columns.iter().any(|(_, index)| cells.get(index).is_some_and(says)) {
            continue;
        }
        if into.count() == MAX_ROWS {
            return Err(ReadError::too_large(Limit::TableRows, table.sheet()));
        }
        let row = into.add();
        for (col, index) in &columns {
            if let Some((cell, text)) = row.cell_mut(*col).zip(cells.remove(index)) {
                *cell = text;
            }
        }
        let (id, order, sheet_row) = place(at);
        row.place(id, order, sheet_row);
    }
    Ok(())
}

/// Which column of a table is where. The headers decide, whatever the version says: the columns are those of the
/// narrowest table of the template's versions that reaches as far. (With headers in E or F of the product list the
/// asking company has columns of its own, otherwise comments stand in D.)
fn columns(headers: &BTreeMap<u32, String>, table: Table, template: &Template) -> Vec<(usize, u32)> {
    let of = |template: &Template| -> Option<Vec<(usize, u32)>> {
        Some(template.table(table)?.places().map(|(col, letter)| (col, index(letter))).collect())
    };
    let Some(last) = headers.iter().filter(|(_, text)| !answer::is_blank(text)).map(|(col, _)| *col).max()
    else {
        return of(template).unwrap_or_default();
    };
    let reach = |columns: &[(usize, u32)]| columns.last().map_or(0, |(_, index)| *index);
    let versions = template::versions().iter().filter(|t| t.kind == template.kind);
    let mut known: Vec<Vec<(usize, u32)>> = versions.filter_map(of).collect();
    known.sort_by_key(|columns| reach(columns));
    known.iter().find(|columns| reach(columns) >= last).or(known.last()).cloned().unwrap_or_default()
}

/// How many columns of the sheet are read.
pub(crate) fn width(def: &TableDef) -> u32 {
    def.columns.last().map_or(0, |column| index(&column.letter) + 1)
}

/// Whether the table has a column of this index.
pub(crate) fn has_column(def: &TableDef, column: u32) -> bool {
    def.columns.iter().any(|c| index(&c.letter) == column)
}

/// The index of a column of one letter.
fn index(letter: &str) -> u32 {
    letter.bytes().next().map_or(0, |b| u32::from(b - b'A'))
}

fn place(sheet_row: u32) -> (RowId, u64, Option<u32>) {
    (RowId(u64::from(sheet_row)), u64::from(sheet_row) * GAP, Some(sheet_row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ProductRow;

    fn read(rows: usize, last: &str) -> Result<Vec<ProductRow>, ReadError> {
        let mut from = Listed::default();
        let texts = (0..rows).map(|n| format!("P-{n}")).chain([last.to_owned()]);
        for (at, text) in (6u32..).zip(texts) {
            from.rows.insert(at, BTreeMap::from([(1, text)]));
        }
        let mut out = Vec::new();
        let template = template::cmrt("6.5").unwrap_or_else(|| unreachable!("a version"));
        listed(from, Table::PRODUCTS, template, &mut out)?;
        Ok(out)
    }

    #[test]
    fn a_table_may_be_full_and_no_fuller_and_blanks_do_not_count() {
        assert_eq!(read(MAX_ROWS, " ").map(|rows| rows.len()), Ok(MAX_ROWS));
        assert!(read(MAX_ROWS, "P-x").is_err());
    }
}
