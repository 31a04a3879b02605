//! Completing what a row of the smelter list leaves open, as the official workbook's own look-ups do. One function for
//! the form, the server and the worker, so that all of them see the same row, however it came: typed, pasted, posted
//! without scripts or imported.

use crate::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use crate::{Declaration, References, RowId, SmelterRow, Template, answer};

/// The values of the column that says whether all feedstock is recycled.
const RECYCLED: [&str; 3] = ["Yes", "No", "Unknown"];

/// Completes every row of the smelter list and says which changed. Doing it again changes nothing.
pub fn complete(d: &mut Declaration, template: &Template, list: &References) -> Vec<RowId> {
    let rows = d.smelters.iter_mut();
    rows.filter_map(|row| complete_row(row, template, list).then_some(row.id)).collect()
}

/// Completes one row: its number as it is printed, its choices as they are spelled, and what is blank beside a number
/// that the list knows. What somebody wrote otherwise stays as it is: a rule speaks of it.
pub fn complete_row(row: &mut SmelterRow, template: &Template, list: &References) -> bool {
    let mut changed = tidy(row, template);
    if row.is_not_listed() || row.is_not_identified() || answer::is_blank(&row.cid) {
        return changed;
    }
    let Some(known) = list.by_cid(&row.cid) else { return changed };
    let metal = known.metal.filter(|m| template.metals.contains(m));
    // A number under another metal is a mistake in either; which, only the supplier can tell.
    if !answer::is_blank(&row.metal) && template.metal(&row.metal) != metal {
        return changed;
    }
    let metal = metal.map_or("", |m| m.name());
    let cells = [&mut row.metal, &mut row.lookup, &mut row.name, &mut row.country];
    for (cell, text) in cells.into_iter().zip([metal, &known.name, &known.name, &known.country]) {
        if answer::is_blank(cell) && !text.is_empty() {
            text.clone_into(cell);
            changed = true;
        }
    }
    changed
}

/// Puts right what differs from its one spelling in space, letter case or width alone.
fn tidy(row: &mut SmelterRow, template: &Template) -> bool {
    let choice = |text: &str, all: &[&'static str]| all.iter().copied().find(|c| answer::same(c, text));
    let metal = template.metal(&row.metal).map(|m| m.name().to_owned());
    let recycled = choice(&row.recycled, &RECYCLED).map(str::to_owned);
    let lookup = choice(&row.lookup, &[NOT_LISTED, NOT_IDENTIFIED]).unwrap_or(answer::clean(&row.lookup));
    let lookup = (lookup != row.lookup).then(|| lookup.to_owned());
    let cells = [
        (&mut row.metal, metal),
        (&mut row.recycled, recycled),
        (&mut row.lookup, lookup),
        (&mut row.cid, None),
    ];
    let mut changed = false;
    for (cell, text) in cells {
        if let Some(text) = text.filter(|text| text != cell) {
            *cell = text;
            changed = true;
        }
    }
    if let Some(cid) = tidy_cid(&row.cid).filter(|cid| *cid != row.cid) {
        row.cid = cid;
        changed = true;
    }
    changed
}

/// A smelter's number as it is printed, `CID900001`, from the ways in which people write it: `cid 900001`, `CID-900001`,
/// `CID: 900001`, `900001`, full-width. Nothing where it is no such number, or may be another.
pub fn tidy_cid(raw: &str) -> Option<String> {
    let mut cid = String::from("CID");
    let mut letters = String::new();
    let mut marks = false;
    for c in answer::clean(raw).chars() {
        let c = match c {
            // Full-width forms stand apart from plain ones by one number.
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        };
        match c {
            '0'..='9' => cid.push(c),
            'a'..='z' | 'A'..='Z' if cid.len() == 3 && !marks => letters.push(c.to_ascii_uppercase()),
            c if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}') => {}
            // Between letters and number, or within the number of a dash.
            '-' | '_' | '.' | ':' | '#' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}' if cid.len() == 3 => {
                marks = true;
            }
            _ => return None,
        }
    }
    let named = letters == "CID" || (letters.is_empty() && !marks);
    (cid.len() == 9 && named).then_some(cid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Day, Metal, Smelter};

    fn list() -> References {
        let smelter = |cid: &str, metal, name: &str| Smelter {
            cid: cid.into(),
            metal: Some(metal),
            name: name.into(),
            country: "NORWAY".into(),
            ..Smelter::default()
        };
        let all = vec![
            smelter("CID900001", Metal::TIN, "Invented Tin Works"),
            smelter("CID900007", Metal::new("Cobalt"), "Invented Cobalt Works"),
        ];
        References::new("invented", Day::EPOCH, all)
    }

    fn row(cid: &str) -> SmelterRow {
        SmelterRow { cid: cid.into(), ..SmelterRow::default() }
    }

    fn completed(mut row: SmelterRow) -> SmelterRow {
        let template = crate::template::cmrt("6.5").unwrap();
        complete_row(&mut row, template, &list());
        let once = row.clone();
        assert!(!complete_row(&mut row, template, &list()), "done once is done");
        assert_eq!(row, once);
        row
    }

    #[test]
    fn sup_m3_a_number_completes_its_row_however_it_is_written() {
        for cid in [
            "CID900001",
            "cid900001",
            "cid 900001",
            "CID 900 001",
            "900001",
            " 900001\u{a0}",
            "CID-900001",
            "CID_900001",
            "CID: 900001",
            "cid#900001",
            "CID–900001",
            "ＣＩＤ９００００１",
            "９００００１",
            "CID900001\u{200b}",
        ] {
            let row = completed(row(cid));
            assert_eq!(
                [&*row.cid, &*row.metal, &*row.lookup, &*row.name, &*row.country],
                ["CID900001", "Tin", "Invented Tin Works", "Invented Tin Works", "NORWAY"],
                "{cid}"
            );
        }
    }

    #[test]
    fn sup_m3_what_is_no_such_number_stays_as_it_was_written() {
        for text in [
            "",
            "90001",
            "9000011",
            "CID90000l",
            "C1D900001",
            "UID900001",
            "2026-03-31",
            "-900001",
            "CID",
            "90.0001",
        ] {
            assert_eq!(tidy_cid(text), None, "{text}");
        }
        assert_eq!(completed(row("CID 12")).cid, "CID 12");
    }

    #[test]
    fn sup_m3_what_somebody_wrote_otherwise_is_not_overwritten() {
        let mut typed = row("900001");
        (typed.metal, typed.country, typed.name) = ("tin ".into(), "SWEDEN".into(), "Our Works".into());
        let done = completed(typed);
        assert_eq!([&*done.metal, &*done.country, &*done.name], ["Tin", "SWEDEN", "Our Works"]);
        assert_eq!(done.lookup, "Invented Tin Works");
        // Under another metal nothing is made up.
        let done = completed(SmelterRow { metal: "Gold".into(), ..row("CID900001") });
        assert_eq!([&*done.metal, &*done.lookup, &*done.country], ["Gold", "", ""]);
        // Nor where the supplier says that the list does not have it, or has a metal that is not asked about.
        let done = completed(SmelterRow { lookup: "smelter not listed ".into(), ..row("CID900001") });
        assert_eq!([&*done.lookup, &*done.name, &*done.country], ["Smelter not listed", "", ""]);
        assert_eq!(completed(row("CID900007")).metal, "");
    }

    // CASE-10
    #[test]
    fn case_10_space_and_letter_case_around_a_choice_do_not_matter() {
        for metal in ["Tin ", " tin", "TIN\u{a0}", "\u{200b}Tin"] {
            assert_eq!(completed(SmelterRow { metal: metal.into(), ..row("") }).metal, "Tin", "{metal:?}");
        }
        let done = completed(SmelterRow { recycled: " yes".into(), lookup: " Works ".into(), ..row("") });
        assert_eq!([&*done.recycled, &*done.lookup], ["Yes", "Works"]);
        assert_eq!(completed(SmelterRow { metal: "Cobalt ".into(), ..row("") }).metal, "Cobalt ");
    }
}
