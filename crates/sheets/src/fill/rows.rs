//! Which rows of a blank's tables can be filled, and which row of the declaration goes where. Rows count from 0.

use super::error::WriteError;
use super::grid::Grid;
use crate::sanitize::column_name;
use domain::Table;

/// The smelter list of a blank.
pub(super) struct SmelterTable {
    /// Its rows.
    pub(super) at: Vec<u32>,
    /// Since 6.22 a row that says "not listed" is looked up by its name.
    pub(super) resolves_names: bool,
}

/// What the formulas of a row are, without `$`, `'` and space; `#` stands for the row. Column, formulas.
const FORMULAS: [(u32, &[&str]); 9] = [
    (1, &["IF(LEN(A#)=0,\"\",INDEX(SmelterLook-up!A:A,MATCH(A#,SmelterLook-up!E:E,0)))"]),
    (2, &["IF(LEN(A#)=0,\"\",INDEX(SmelterLook-up!C:C,MATCH(A#,SmelterLook-up!E:E,0)))"]),
    (4, &["IF(ISERROR(V#),\"\",OFFSET(SmelterLook-up!D4,V#-4,0)&\"\")"]),
    (5, &["IF(ISERROR(V#),\"\",OFFSET(SmelterLook-up!E4,V#-4,0))"]),
    (
        6,
        &[
            "IF(C#=X4,\"Entersmelterdetails\",IF(ISERROR(V#),\"\",OFFSET(SmelterLook-up!F4,V#-4,0)))",
            "IF(C#=X4,IF(ISERROR(V#),\"Entersmelterdetails\",\"RMI\"),IF(ISERROR(V#),\"\",OFFSET(SmelterLook-up!F4,V#-4,0)))",
        ],
    ),
    (7, &["IF(ISERROR(V#),\"\",OFFSET(SmelterLook-up!G4,V#-4,0))"]),
    (8, &["IF(ISERROR(V#),\"\",OFFSET(SmelterLook-up!H4,V#-4,0))"]),
    (9, &["IF(ISERROR(V#),\"\",OFFSET(SmelterLook-up!I4,V#-4,0))"]),
    (
        21,
        &[
            "IF(C#=\"\",NA(),MATCH(B#&C#,SmelterLook-up!J:J,0))",
            "IF(C#=\"\",NA(),IF(OR(C#=\"Smelternotlisted\",C#=\"Smelternotyetidentified\"),MATCH(B#&D#,SmelterLook-up!J:J,0),MATCH(B#&C#,SmelterLook-up!J:J,0)))",
        ],
    ),
];

/// The rows of the smelter list: those with a formula for the metal. The first row's formulas must be those that we
/// know the results of.
pub(super) fn smelters(grid: &Grid<'_>) -> Result<SmelterTable, WriteError> {
    let sheet = Table::SMELTERS.sheet();
    let at: Vec<u32> = grid
        .column(1, Table::SMELTERS.first_row() - 1)
        .filter(|c| c.formula.is_some())
        .map(|c| c.row)
        .collect();
    let unfamiliar = |part: String| WriteError::Unfamiliar { part };
    let first = *at.first().ok_or_else(|| unfamiliar(sheet.to_owned()))?;
    let mut kinds = Vec::new();
    for (col, known) in FORMULAS {
        let text = grid.cell(first, col).and_then(|c| c.formula_text()).unwrap_or_default();
        let text = quick_xml::escape::unescape(text).unwrap_or_default();
        let plain: String = text.chars().filter(|c| !matches!(c, '$' | '\'' | ' ')).collect();
        let row = (first + 1).to_string();
        let kind = known.iter().position(|k| k.replace('#', &row) == plain);
        let place = || format!("{sheet} {}{row}", column_name(col));
        kinds.push(kind.ok_or_else(|| unfamiliar(place()))?);
    }
    // Source and match changed together.
    match (kinds[4], kinds[8]) {
        (0, 0) => Ok(SmelterTable { at, resolves_names: false }),
        (1, 1) => Ok(SmelterTable { at, resolves_names: true }),
        _ => Err(unfamiliar(format!("{sheet} G{}", first + 1))),
    }
}

/// The rows of a table without look-ups: from the first one down to the line that a formula puts below it.
pub(super) fn listed(grid: &Grid<'_>, table: Table) -> Result<Vec<u32>, WriteError> {
    let cells = grid.column(1, table.first_row() - 1);
    let at: Vec<u32> = cells.take_while(|c| c.formula.is_none()).map(|c| c.row).collect();
    let unfamiliar = || WriteError::Unfamiliar { part: table.sheet().to_owned() };
    if at.is_empty() { Err(unfamiliar()) } else { Ok(at) }
}

/// Rows with the place that each goes to: its own where it has one, else the next; one after the other where they
/// would not all fit so.
pub(super) fn place<'r, R>(
    rows: &'r [R],
    room: &[u32],
    table: Table,
    own: impl Fn(&R) -> Option<u32>,
) -> Result<Vec<(&'r R, u32)>, WriteError> {
    if rows.len() > room.len() {
        let sheet = table.sheet().to_owned();
        return Err(WriteError::NoRoom { sheet, rows: rows.len(), room: room.len() });
    }
    let mut next = 0;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let at = own(row).map_or(next, |at| room.partition_point(|r| *r + 1 < at).max(next));
        let Some(place) = room.get(at) else {
            return Ok(rows.iter().zip(room.iter().copied()).collect());
        };
        out.push((row, *place));
        next = at + 1;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_own_place_where_they_can() {
        let room = [4, 5, 6, 7];
        let at = |rows: &[Option<u32>]| {
            let placed = place(rows, &room, Table::SMELTERS, |r| *r).unwrap();
            placed.into_iter().map(|(_, at)| at).collect::<Vec<_>>()
        };
        assert_eq!(at(&[Some(5), Some(7), None]), [4, 6, 7]);
        assert_eq!(at(&[Some(9), None]), [4, 5]);
        assert_eq!(at(&[Some(7), Some(5)]), [6, 7]);
        let full = place(&[None; 5], &room, Table::SMELTERS, |r| *r);
        let no_room = WriteError::NoRoom { sheet: "Smelter List".into(), rows: 5, room: 4 };
        assert_eq!(full.map(|p| p.len()), Err(no_room));
    }
}
