//! Writes the workbooks under `fixtures/workbooks` from the declaration that lies there.

#[path = "../tests/common/mod.rs"]
mod common;

use domain::{Declaration, SmelterRow};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

#[derive(Deserialize)]
struct Filled {
    answers: BTreeMap<String, String>,
    smelters: Vec<SmelterRow>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/workbooks");
    let filled: Filled = serde_json::from_str(&std::fs::read_to_string(dir.join("filled.json"))?)?;
    let mut declaration = Declaration { smelters: filled.smelters, ..Declaration::default() };
    for (key, value) in &filled.answers {
        declaration.set(key, value.as_str());
    }
    let workbook = sheets::write_own(&declaration, "6.5", "en")?;
    let mut parts = common::parts_of(&workbook);
    common::edit(&mut parts, common::STRINGS, |texts| {
        texts.replace(
            "Conflict Minerals Reporting Template (CMRT)",
            "Extended Minerals Reporting Template (EMRT)",
        )
    });
    std::fs::write(dir.join("filled.xlsx"), workbook)?;
    std::fs::write(dir.join("other_template.xlsx"), common::zip(&parts))?;
    std::fs::write(dir.join("older.xlsx"), older()?)?;
    Ok(())
}

/// What was answered in 5.12, by its cells: there Q4 is recycled metal, C a question of the past, I the disclosure.
const OLDER: [(&str, &str); 26] = [
    ("D8", "Invented Parts 1 Ltd"),
    ("D9", "A. Company"),
    ("D15", "Person One"),
    ("D16", "person1@parts1.example"),
    ("D17", "+49 30 1234567"),
    ("D18", "Director One"),
    ("D20", "director@parts1.example"),
    ("D26", "No"),
    ("D27", "Yes"),
    ("D28", "No"),
    ("D29", "No"),
    ("D33", "Yes"),
    ("D39", "No"),
    ("D45", "No"),
    ("D51", "Yes, 100%"),
    ("D57", "Yes"),
    ("D63", "Yes"),
    ("D69", "Yes"),
    ("D71", "Yes"),
    ("G71", "https://parts1.example/minerals"),
    ("D75", "Yes"),
    ("D77", "Yes"),
    ("D79", "Yes"),
    ("D81", "Yes"),
    ("D83", "Yes"),
    ("D85", "No"),
];

/// A workbook of 5.12, written as one of 6.5 whose cells hold what they held then.
fn older() -> Result<Vec<u8>, Box<dyn Error>> {
    let template = domain::template::cmrt("6.5").ok_or("6.5 is known")?;
    let mut declaration = Declaration::default();
    for (cell, value) in OLDER {
        let field = template.fields.iter().find(|f| f.cell == cell).ok_or(cell)?;
        declaration.set(&field.key, value);
    }
    declaration.smelters.push(SmelterRow {
        metal: "Tin".into(),
        lookup: "Smelter not listed".into(),
        name: "Invented Tin Works".into(),
        country: "GERMANY".into(),
        ..SmelterRow::default()
    });
    let mut parts = common::parts_of(&sheets::write_own(&declaration, "6.5", "en")?);
    common::edit(&mut parts, common::STRINGS, |texts| texts.replace("Revision 6.5", "Revision 5.12"));
    // No version since holds anything in the row of C.
    common::edit(&mut parts, common::DECLARATION, |sheet| {
        let c = "<row r=\"73\"><c r=\"D73\" t=\"inlineStr\"><is><t>Yes</t></is></c></row><row r=\"75\"";
        sheet.replacen("<row r=\"75\"", c, 1)
    });
    Ok(common::zip(&parts))
}
