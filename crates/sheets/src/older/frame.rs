//! Where the smelter list of a sheet ends. The first versions hold translations and countries below it.

use crate::ReadError;
use crate::book::Book;
use crate::notice::Notices;
use crate::rows::Pending;
use crate::sanitize::parse_cell;
use crate::xml::{Scanner, Token, attr};
use domain::references::is_cid;
use domain::{SmelterCol, Table, answer, template};
use std::collections::BTreeMap;

/// The last row, from 1, in which the sheet lets people choose a metal; none where it does not say.
pub(crate) fn end_of_choices(book: &Book<'_>, index: usize, column: u32) -> Result<Option<u32>, ReadError> {
    let part = book.part(index);
    let text = book.text(part)?;
    // The choices stand behind the cells, of which there may be many.
    let from = text.find("</sheetData>").or(text.find("</x:sheetData>")).unwrap_or(text.len());
    let Some(tail) = text.get(from..).filter(|t| t.contains("dataValidation")) else { return Ok(None) };
    let mut end = None;
    let tail = tail.split_once('>').map_or("", |(_, rest)| rest);
    let mut scanner = Scanner::new(tail, part);
    // The end tag of the whole sheet has no beginning in what is left.
    while let Ok(Some(token)) = scanner.next() {
        let Token::Start { name: "dataValidation", attrs, .. } = token else { continue };
        for range in attr(attrs, "sqref").unwrap_or("").split(' ') {
            let (first, last) = range.split_once(':').unwrap_or((range, range));
            let (Some((top, left)), Some((bottom, right))) = (parse_cell(first), parse_cell(last)) else {
                continue;
            };
            if (left..=right).contains(&column) && top < Table::SMELTERS.first_row() + 20 {
                end = end.max(Some(bottom + 1));
            }
        }
    }
    Ok(end)
}

/// Drops what stands below the list: beyond the choices of metals, and behind a gap where no row names a metal or a
/// number any more.
pub(crate) fn cut(rows: &mut BTreeMap<u32, Pending>, end: Option<u32>, notices: &mut Notices) {
    // A row or two may have been left behind a gap by mistake; a list of countries is long.
    const GAP: u32 = 5;
    const MANY: usize = 20;
    let names = |p: &Pending| {
        let row = &p.row;
        template::metal(&row.metal).is_some()
            || is_cid(&row.cid)
            || is_cid(&row.identification)
            || row.is_not_listed()
            || row.is_not_identified()
    };
    let says = |p: &Pending| SmelterCol::ALL.iter().any(|col| !answer::is_blank(p.row.get(*col)));
    let last = rows
        .iter()
        .filter(|(_, p)| names(p))
        .map(|(at, _)| *at)
        .filter(|at| end.is_none_or(|e| *at <= e))
        .max();
    let mut before = last.unwrap_or(Table::SMELTERS.first_row() - 1);
    let mut cut = end.map(|e| e + 1);
    let behind: Vec<u32> = rows.range(before + 1..).filter(|(_, p)| says(p)).map(|(at, _)| *at).collect();
    for (i, at) in behind.iter().enumerate() {
        if *at - before > GAP && behind.len() - i >= MANY {
            cut = Some(cut.map_or(*at, |c| c.min(*at)));
            break;
        }
        before = *at;
    }
    let Some(cut) = cut else { return };
    let below = rows.split_off(&cut);
    if let Some((at, _)) = below.iter().find(|(_, p)| says(p)) {
        notices.add(Table::SMELTERS.sheet(), format!("A{at}"), "below_list", &[]);
    }
}
