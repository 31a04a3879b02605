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
    Ok(())
}
