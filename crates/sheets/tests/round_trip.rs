//! whatever is written is read back the same, in every version, and reading never panics.

mod common;
use common::*;
use domain::template::{self, Input, TableDef};
use domain::{Declaration, ProductCol, ProductRow, SmelterCol, SmelterRow};
use proptest::prelude::*;

/// Any text that a cell can hold, with an eye on what makes trouble.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ -~]{1,20}",
        2 => "[a-zA-Z0-9 ,;.&<>\"'=+@-]{1,40}",
        1 => "\\PC{1,30}",
        1 => Just("_x000D_ & _x005F_".to_owned()),
        1 => Just(" leading and trailing \n line ".to_owned()),
        1 => Just("=HYPERLINK(\"http://example.com\")".to_owned()),
        1 => Just("江苏精密电子有限公司".to_owned()),
        1 => Just("1".to_owned()),
        1 => Just("1e999".to_owned()),
    ]
    // Code points that are no characters do not survive, and are not meant to.
    .prop_map(|s| {
        s.chars()
            .filter(|c| (*c as u32) & 0xfffe != 0xfffe && !(0xfdd0..=0xfdef).contains(&(*c as u32)))
            .collect()
    })
}

fn smelters() -> impl Strategy<Value = Vec<SmelterRow>> {
    prop::collection::vec(prop::collection::vec(prop::option::of(text()), 17), 0..6).prop_map(|rows| {
        let mut out: Vec<SmelterRow> = Vec::new();
        for cells in rows {
            let mut row = SmelterRow::default();
            for (col, cell) in SmelterCol::ALL.iter().zip(cells) {
                *row.get_mut(*col) = cell.unwrap_or_default();
            }
            if !row.is_empty() {
                out.push(row);
            }
        }
        out
    })
}

fn products(def: &'static TableDef) -> impl Strategy<Value = Vec<ProductRow>> {
    prop::collection::vec(prop::collection::vec(prop::option::of(text()), def.columns.len()), 0..5).prop_map(
        |rows| {
            let mut out: Vec<ProductRow> = Vec::new();
            for cells in rows {
                let mut row = ProductRow::default();
                for ((col, _), cell) in def.places().zip(cells) {
                    *row.get_mut(ProductCol::ALL[col]) = cell.unwrap_or_default();
                }
                if !row.is_empty() {
                    out.push(row);
                }
            }
            out
        },
    )
}

fn declaration_of(version: usize) -> impl Strategy<Value = (usize, Declaration)> {
    let t = &template::versions()[version];
    let answers = t.fields.iter().map(|f| {
        let choices = f.options().to_vec();
        let own = match (&f.input, choices.is_empty()) {
            (Input::Date, _) => {
                prop_oneof![Just("2026-03-31".to_owned()), Just("31-Mar-2026".to_owned()), text()].boxed()
            }
            (_, false) => prop_oneof![3 => prop::sample::select(choices), 1 => text()].boxed(),
            _ => text().boxed(),
        };
        prop::option::of(own)
    });
    let answers: Vec<_> = answers.collect();
    (answers, smelters(), products(t.table(domain::Table::PRODUCTS).unwrap())).prop_map(
        move |(answers, smelters, products)| {
            let mut d = Declaration { smelters, products, ..Declaration::default() };
            for (field, answer) in template::versions()[version].fields.iter().zip(answers) {
                d.set(&field.key, answer.unwrap_or_default());
            }
            (version, d)
        },
    )
}

fn any_declaration() -> impl Strategy<Value = (usize, Declaration)> {
    (0..template::versions().len()).prop_flat_map(declaration_of)
}

/// Places are given by the workbook; they are compared apart.
fn without_places(mut d: Declaration) -> Declaration {
    for r in &mut d.smelters {
        (r.id, r.order, r.sheet_row) = Default::default();
    }
    for r in &mut d.products {
        (r.id, r.order, r.sheet_row) = Default::default();
    }
    d
}

/// The official blanks of the samples; none, said plainly, where there are no samples.
fn blanks() -> &'static Vec<(&'static str, Vec<u8>)> {
    static BLANKS: std::sync::OnceLock<Vec<(&'static str, Vec<u8>)>> = std::sync::OnceLock::new();
    BLANKS.get_or_init(|| {
        let names = ["6.01-blank-zh", "6.22-blank-zh", "6.4-blank", "6.5-blank"];
        names.iter().filter_map(|n| Some((*n, sample_file(&format!("cmrt/{n}.xlsx"))?))).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn x34_written_is_read((version, d) in any_declaration()) {
        let version = template::versions()[version].version.as_str();
        let bytes = sheets::write_own_with_lookup(&d, version, "en", &list()).unwrap();
        let w = read(&bytes).unwrap();
        prop_assert_eq!(&w.version, version);
        prop_assert_eq!(w.language.as_deref(), Some("English"));
        let rows: Vec<_> = w.declaration.smelters.iter().map(|r| r.sheet_row).collect();
        let want: Vec<_> = (0..rows.len() as u32).map(|i| Some(5 + i)).collect();
        prop_assert_eq!(rows, want);
        prop_assert_eq!(without_places(w.declaration), d);
        prop_assert_eq!(w.notices, vec![]);
    }

    #[test]
    fn a_spoiled_part_is_never_more_than_an_error(part in 0usize..12, at in any::<prop::sample::Index>(), cut in 0usize..30, put in "[<>/&\"'=a-z0-9!\\[\\]-]{0,12}") {
        let mut parts = sample();
        let index = part % parts.len();
        let data = &mut parts[index].data;
        let at = at.index(data.len());
        let end = (at + cut).min(data.len());
        data.splice(at..end, put.bytes());
        // The zip is honest, its content is not: reading ends, one way or the other.
        let _ = read(&zip(&parts));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Invented smelters are in no official list, so that formulas have nothing to add to what is declared.
    #[test]
    fn x35_what_is_filled_into_an_official_blank_is_read((version, d) in any_declaration(), pick in any::<prop::sample::Index>()) {
        let version = template::versions()[version].version.as_str();
        let wide = d.products.iter().any(|p| !(p.requester_number.is_empty() && p.requester_name.is_empty()));
        let blanks = blanks();
        if blanks.is_empty() {
            return Ok(()); // Said by whoever looked for them.
        }
        let (name, blank) = &blanks[pick.index(blanks.len())];
        let filled = sheets::fill(blank, &d);
        if wide {
            let no_place = matches!(filled, Err(sheets::WriteError::NoPlace { .. }));
            prop_assert!(no_place, "{} into {}", version, name);
            return Ok(());
        }
        let w = read(&filled.unwrap()).unwrap();
        prop_assert_eq!(w.notices, vec![]);
        prop_assert_eq!(without_places(w.declaration), without_places(d));
    }
}
