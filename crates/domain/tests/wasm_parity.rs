//! P10: the same declaration gets the same report in the browser's build and in the server's.
//!
//! Random declarations go through the rules compiled to wasm (run by Node) and compiled natively; the reports must be
//! byte for byte the same. Skipped with a clear line where there is no Node; `CI` makes that a failure.

#[path = "parity/case.rs"]
mod case;
#[path = "parity/wasm.rs"]
mod wasm;

use case::Case;
use domain::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use domain::rules::{Profile, form_rules};
use domain::{Declaration, ProductRow, RowId, Smelter, SmelterCol, SmelterRow, template};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use wasm::Wasm;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just(" ".to_owned()),
        Just("Yes".to_owned()),
        Just("no".to_owned()),
        Just("100%".to_owned()),
        Just("n/a".to_owned()),
        Just("DRC; Rwanda".to_owned()),
        Just("2031-01-01".to_owned()),
        Just("https://example.com/policy".to_owned()),
        "[a-z@. ]{0,12}",
        "\\PC{0,12}",
    ]
}

fn answers(version: &'static str) -> impl Strategy<Value = Vec<(String, String)>> {
    let fields = &template::cmrt(version).expect("known").fields;
    let one: Vec<_> = fields
        .iter()
        .map(|f| {
            let options: Vec<String> = f.options().to_vec();
            let value = if options.is_empty() {
                text().boxed()
            } else {
                prop_oneof![6 => proptest::sample::select(options), 1 => text()].boxed()
            };
            (Just(f.key.clone()), value)
        })
        .collect();
    one
}

fn smelter_row() -> impl Strategy<Value = SmelterRow> {
    let metal = prop_oneof![
        4 => (0..4usize).prop_map(|i| domain::template::CMRT_METALS[i].name().to_owned()),
        1 => text(),
    ];
    let cid = prop_oneof![
        3 => (900_000..900_012u32).prop_map(|n| format!("CID{n}")),
        1 => text(),
        2 => Just(String::new()),
    ];
    let lookup = prop_oneof![
        Just(NOT_LISTED.to_owned()),
        Just(NOT_IDENTIFIED.to_owned()),
        Just("Invented Works".to_owned()),
        text(),
    ];
    (metal, cid, lookup, text(), text(), text(), text()).prop_map(
        |(metal, cid, lookup, name, country, mine_country, recycled)| {
            let mut row = SmelterRow { metal, cid, lookup, name, country, ..Default::default() };
            *row.get_mut(SmelterCol::MineCountry) = mine_country;
            *row.get_mut(SmelterCol::Recycled) = recycled;
            row
        },
    )
}

/// Some rules turned up or down, some numbers moved; now and then what no profile may say.
fn profile() -> impl Strategy<Value = Profile> {
    let level = proptest::sample::select(vec!["off", "note", "warning", "error", "loud"]);
    let rule = proptest::sample::select(form_rules().map(|rule| rule.code.to_owned()).collect::<Vec<_>>());
    let number = proptest::sample::select(vec!["months", "whole", "low"]);
    let limit = (number, prop_oneof!["[0-9]{0,3}", Just("-1".to_owned())]);
    let levels = proptest::collection::vec((rule, level.prop_map(str::to_owned)), 0..6);
    let limits = proptest::collection::vec(limit.prop_map(|(key, n)| (key.to_owned(), n)), 0..3);
    (levels, limits).prop_map(|(levels, limits)| Profile(levels.into_iter().chain(limits).collect()))
}

fn cases() -> impl Strategy<Value = Case> {
    proptest::sample::select(vec!["6.01", "6.31", "6.4", "6.5", "6.6"]).prop_flat_map(|version| {
        let rows = proptest::collection::vec(smelter_row(), 0..12);
        let products = proptest::collection::vec(text(), 0..3);
        (answers(version), rows, products, any::<bool>(), any::<bool>(), profile()).prop_map(
            move |(answers, rows, products, listed, dated, profile)| {
                let mut declaration = Declaration::default();
                for (key, value) in answers {
                    declaration.set(&key, value);
                }
                for (i, row) in rows.into_iter().enumerate() {
                    declaration.smelters.push(SmelterRow { id: RowId(i as u64 + 1), ..row });
                }
                for (i, number) in products.into_iter().enumerate() {
                    let id = RowId(i as u64 + 100);
                    declaration.products.push(ProductRow { id, number, ..Default::default() });
                }
                let list = |n: u32| Smelter {
                    cid: format!("CID{}", 900_000 + n),
                    metal: Some(domain::template::CMRT_METALS[n as usize % 4]),
                    name: format!("Invented Works {n}"),
                    country: "NOWHERE".to_owned(),
                    removed: (n == 7).then(|| "closed".to_owned()),
                    ..Smelter::default()
                };
                Case {
                    version: version.to_owned(),
                    declaration,
                    smelters: if listed { (0..9).map(list).collect() } else { Vec::new() },
                    today: dated.then(|| "2026-11-23".to_owned()),
                    profile,
                }
            },
        )
    })
}

#[test]
fn wasm_and_native_say_the_same() {
    let features = ["--no-default-features", "--features", "templates"];
    let Some(wasm) = Wasm::start("domain", "parity", &features) else { return };
    let wasm = std::cell::RefCell::new(wasm);
    let cases_wanted = std::env::var("TOUCHSTONE_PARITY_CASES").ok().and_then(|n| n.parse().ok());
    let config =
        Config { cases: cases_wanted.unwrap_or(500), failure_persistence: None, ..Config::default() };
    let with_findings = std::cell::Cell::new(0u32);
    TestRunner::new(config)
        .run(&cases(), |case| {
            let json = serde_json::to_string(&case).expect("JSON");
            let native = String::from_utf8(case::check_json(json.as_bytes())).expect("UTF-8");
            with_findings.set(with_findings.get() + u32::from(native.contains("\"code\"")));
            prop_assert_eq!(wasm.borrow_mut().run(&json), native);
            Ok(())
        })
        .unwrap();
    println!("{} declarations with findings compared", with_findings.get());
    assert!(with_findings.get() > 100, "declarations without findings would prove nothing");
}
