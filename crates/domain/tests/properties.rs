//! What holds for every declaration, however odd.

mod support;

use domain::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use domain::rules::check_place;
use domain::{
    Declaration, Location, ProductRow, Report, RowId, SmelterCol, SmelterRow, Table, check, evaluate,
    template,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Texts that answers are made of: what people write, and what nobody should.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        1 => proptest::sample::select(vec![
            " ", "\u{a0}", "\u{200b}", "\u{feff}x", "Yes ", "no", "NO\u{3000}", "１", "1", "n/a", "@", "a@b.example",
            "2026-02-30", "+2026-01-01", "9999-12-31", "-1-1-1", "DRC; Rwanda", "CONGO", "text:field.a.label", "texts:,",
            "{answer}", "ﷺ", "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦", "\u{202e}abc", "\0", "https://", "x.y.zz", "贸易",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,20}",
    ]
}

fn answers() -> impl Strategy<Value = Vec<(String, String)>> {
    let fields = &template::cmrt("6.5").expect("known").fields;
    let one: Vec<_> = fields
        .iter()
        .map(|f| {
            let options: Vec<String> = f.options().to_vec();
            let value = if options.is_empty() {
                text().boxed()
            } else {
                let padded = proptest::sample::select(options.clone()).prop_map(|o| format!("{o} "));
                prop_oneof![8 => proptest::sample::select(options), 1 => padded, 2 => text()].boxed()
            };
            (Just(f.key.clone()), value)
        })
        .collect();
    one
}

fn smelter() -> impl Strategy<Value = SmelterRow> {
    let cid = prop_oneof![
        3 => Just(String::new()),
        4 => (900_000..900_006u32).prop_map(|n| format!("CID{n}")),
        1 => (900_000..900_006u32).prop_map(|n| format!("cid{n} ")),
        1 => text(),
    ];
    let metal = prop_oneof![
        4 => proptest::sample::select(vec!["Tantalum", "tin", "GOLD", "Tungsten", "Tin "]).prop_map(str::to_owned),
        2 => text(),
    ];
    let lookup = prop_oneof![
        proptest::sample::select(vec![NOT_LISTED, NOT_IDENTIFIED, "smelter not listed ", "Invented Works"])
            .prop_map(str::to_owned),
        text(),
    ];
    (cid, metal, lookup, text(), text(), text(), text()).prop_map(
        |(cid, metal, lookup, name, country, mine, p)| {
            let mut row = SmelterRow { cid, metal, lookup, name, country, ..SmelterRow::default() };
            *row.get_mut(SmelterCol::MineCountry) = mine;
            *row.get_mut(SmelterCol::Recycled) = p;
            row
        },
    )
}

fn product() -> impl Strategy<Value = ProductRow> {
    let at = prop_oneof![3 => Just(None), 1 => (1..9u32).prop_map(Some)];
    (text(), text(), at).prop_map(|(number, name, sheet_row)| ProductRow {
        number,
        name,
        sheet_row,
        ..ProductRow::default()
    })
}

fn declarations() -> impl Strategy<Value = Declaration> {
    let smelters = proptest::collection::vec(smelter(), 0..6);
    let products = proptest::collection::vec(product(), 0..3);
    (answers(), smelters, products).prop_map(|(answers, smelters, products)| {
        let mut d = Declaration::default();
        for (key, value) in answers {
            d.set(&key, value);
        }
        d.smelters = smelters.into_iter().zip(1..).map(|(r, i)| SmelterRow { id: RowId(i), ..r }).collect();
        d.products = products.into_iter().zip(1..).map(|(r, i)| ProductRow { id: RowId(i), ..r }).collect();
        d
    })
}

fn report(d: &Declaration, listed: bool) -> Report {
    let mut case = support::base();
    if !listed {
        case.references = None;
    }
    check(d, case.template(), &case.references(), case.settings())
}

fn resolves(location: &Location, d: &Declaration) -> bool {
    let template = template::cmrt("6.5").expect("known");
    let known = match location {
        Location::Declaration | Location::Table { .. } => true,
        Location::Field { key } => template.field(key).is_some(),
        Location::Row { table, row, col } if *table == Table::SMELTERS => {
            d.smelters.iter().any(|r| r.id == *row)
                && col.as_deref().is_none_or(|c| SmelterCol::parse(c).is_some())
        }
        Location::Row { row, col, .. } => {
            d.products.iter().any(|r| r.id == *row)
                && col.as_deref().is_none_or(|c| domain::ProductCol::parse(c).is_some())
        }
    };
    known && (*location == Location::Declaration || location.cell(template, d).is_some())
}

/// A few hundred cases each time; as many as `PROPTEST_CASES` says on demand.
fn config() -> ProptestConfig {
    let wanted = ProptestConfig::default().cases;
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { wanted } else { 400 };
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// What only the other rows tell.
const ACROSS_ROWS: [&str; 1] = ["SML013"];

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_place_alone_is_checked_as_it_is_in_the_whole(d in declarations(), listed: bool) {
        let whole = report(&d, listed);
        let mut case = support::base();
        if !listed {
            case.references = None;
        }
        let rows = |table, n: usize| (1..=n as u64).map(move |row| Location::Row { table, row: RowId(row), col: None });
        let places = rows(Table::SMELTERS, d.smelters.len()).chain(rows(Table::PRODUCTS, d.products.len()));
        for place in places {
            let alone = check_place(&d, &place, case.template(), &case.references(), case.settings());
            let mut here = whole.findings.clone();
            here.retain(|f| matches!((&f.location, &place), (
                Location::Row { table: a, row: b, .. }, Location::Row { table: c, row: d, .. },
            ) if a == c && b == d));
            here.retain(|f| !ACROSS_ROWS.contains(&f.code.as_str()));
            prop_assert_eq!(alone, here);
        }
    }

    #[test]
    fn what_the_official_checker_calls_open_is_an_error_here(d in declarations(), listed: bool) {
        let report = report(&d, listed);
        let mut open = report.checker.open_rows.clone();
        // PRD003: products that begin below the first row are all there; only the workbook does not see them.
        if d.products.iter().any(|p| !domain::answer::is_blank(&p.number)) {
            open.retain(|row| *row != 64);
        }
        prop_assert!(open.is_empty() || !report.is_clean(), "{open:?}");
        prop_assert!(report.checker.remaining.is_some() || !report.is_clean());
    }

    #[test]
    fn findings_are_the_same_every_time_unique_and_at_places_that_exist(d in declarations(), listed: bool) {
        let report = report(&d, listed);
        prop_assert_eq!(&report, &self::report(&d, listed));
        let keys: BTreeSet<String> = report.findings.iter().map(|f| f.key()).collect();
        prop_assert_eq!(keys.len(), report.findings.len());
        for f in &report.findings {
            prop_assert!(resolves(&f.location, &d), "{:?}", f.location);
        }
        let indexed: usize = report.index().values().map(Vec::len).sum();
        prop_assert_eq!(indexed, report.findings.len());
    }

    #[test]
    fn answers_that_are_not_asked_for_only_concern_the_rule_about_left_over_answers(d in declarations()) {
        let template = template::cmrt("6.5").expect("known");
        let state = evaluate(template, &d);
        let mut asked = d.clone();
        for field in template.fields.iter().filter(|f| !state.field(&f.key).visible) {
            asked.set(&field.key, "");
        }
        let (all, asked) = (report(&d, true), report(&asked, true));
        let visible = |f: &domain::Finding| match &f.location {
            Location::Field { key } => state.field(key).visible,
            _ => true,
        };
        prop_assert!(all.findings.iter().all(visible));
        let others: Vec<_> = all.findings.iter().filter(|f| f.code != "MTL001").collect();
        prop_assert_eq!(others, asked.findings.iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_metal_that_is_not_there_is_never_a_reason_to_ask(mut d in declarations(), metal in 0..4usize) {
        let metal = domain::template::CMRT_METALS[metal];
        d.set(&format!("q1.{}", metal.key()), "No");
        for q in 2..=8 {
            d.set(&format!("q{q}.{}", metal.key()), "");
        }
        d.smelters.clear();
        let about = format!(".{}", metal.key());
        let found = report(&d, true).findings.into_iter().find(|f| f.location.id().ends_with(&about));
        prop_assert_eq!(found, None);
    }
}

#[test]
fn a_text_as_long_as_a_request_can_carry_is_no_problem() {
    let long: Vec<String> =
        ["a", "汉", "@", " ", "1", "-", ".", "e\u{301}"].iter().map(|s| s.repeat(40_000)).collect();
    for text in &long {
        let mut d = Declaration::default();
        for field in &template::cmrt("6.5").expect("known").fields {
            d.set(&field.key, text.as_str());
        }
        let mut row = SmelterRow { id: RowId(1), ..SmelterRow::default() };
        for col in SmelterCol::ALL {
            *row.get_mut(*col) = text.clone();
        }
        d.smelters.push(row);
        let report = report(&d, true);
        assert!(!report.is_clean());
        let longest =
            report.findings.iter().flat_map(|f| &f.args).map(|(_, v)| v.to_string().chars().count()).max();
        assert!(longest.unwrap_or(0) < 100, "a message carries {longest:?} characters of the answer");
    }
}
