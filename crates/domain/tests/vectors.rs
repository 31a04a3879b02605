//! The official checker's own verdicts: 40 fillings of the 6.5 template recalculated in a spreadsheet program.
//!
//! The vectors are not ours to publish: the test reads them from `TOUCHSTONE_SAMPLES` and says so when it is skipped.
//! `scenarios.rs` proves the same requirements with invented data, for whoever has the repository alone.

use domain::{
    Declaration, Metal, ProductRow, References, RowId, Smelter, SmelterCol, SmelterRow, check_official,
    template,
};
use serde_json::Value;

/// The CIDs that the vectors use, with the metal that the template's look-up sheet gives them.
const KNOWN: [(&str, Metal); 4] = [
    ("CID001200", Metal::TANTALUM),
    ("CID002773", Metal::TIN),
    ("CID000077", Metal::GOLD),
    ("CID002082", Metal::TUNGSTEN),
];

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(s) => s.clone(),
        other => other.to_string(),
    }
}

fn declaration(vector: &Value) -> Declaration {
    let template = template::cmrt("6.5").expect("a known version");
    let mut d = Declaration::default();
    for (cell, value) in vector["declaration"].as_object().expect("cells") {
        if let Some(field) = template.fields.iter().find(|f| f.cell == *cell) {
            d.set(&field.key, text(value));
        } else {
            assert!(["D3", "D11"].contains(&cell.as_str()), "{cell} is no field of ours");
        }
    }
    for (i, cells) in vector["smelter_rows"].as_array().expect("rows").iter().enumerate() {
        let mut row = SmelterRow { id: RowId(i as u64 + 1), ..SmelterRow::default() };
        for (letter, value) in cells.as_object().expect("cells") {
            let col = SmelterCol::ALL
                .iter()
                .find(|c| domain::Table::SMELTERS.letters()[**c as usize] == letter)
                .expect("a column");
            *row.get_mut(*col) = text(value);
        }
        d.smelters.push(row);
    }
    for cells in vector["product_rows"].as_array().expect("rows") {
        let at = cells[0].as_u64().expect("a row number");
        let number = text(&cells[1]);
        d.products.push(ProductRow {
            id: RowId(at),
            sheet_row: Some(at as u32),
            number,
            ..ProductRow::default()
        });
    }
    d
}

#[test]
fn the_official_checker_says_the_same() {
    let Some(samples) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("skipped: TOUCHSTONE_SAMPLES is unset, the official checker's vectors were not compared");
        return;
    };
    let path = std::path::Path::new(&samples).join("checker-vectors.json");
    let json = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let vectors: Vec<Value> = serde_json::from_str(&json).expect("JSON");
    let list =
        KNOWN.map(|(cid, metal)| Smelter { cid: cid.into(), metal: Some(metal), ..Smelter::default() });
    let references = References::new("look-up sheet", domain::Day::new(2025, 4, 25), list.to_vec());
    let template = template::cmrt("6.5").expect("a known version");
    let mut wrong = Vec::new();
    for vector in &vectors {
        let expected = &vector["expected"];
        let remaining = expected["remaining"].as_u64().map(|n| n as u32);
        assert!(remaining.is_some() || expected["remaining"] == "#N/A");
        let open: Vec<u16> =
            serde_json::from_value(expected["open_checker_rows"].clone()).expect("row numbers");
        let got = check_official(&declaration(vector), template, &references);
        if (got.remaining, &got.open_rows) != (remaining, &open) {
            wrong.push(format!("{}: {got:?}, expected {remaining:?} {open:?}", vector["name"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(vectors.len(), 40);
    println!("{} vectors match", vectors.len());
}
