//! The entry of the worker's module.

use super::say::{refused, say};
use crate::workbook::Page;
use domain::{Draft, Texts};
use sheets::Progress;
use sheets::older::read_any;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// The texts about files travel with this module: most visitors never need them.
fn texts(page: &Page) -> Texts {
    let own = match page.language.as_str() {
        "zh" => include_str!("../../../crates/domain/texts/zh/supplier.json"),
        _ => include_str!("../../../crates/domain/texts/en/supplier.json"),
    };
    let mut all: BTreeMap<String, String> = serde_json::from_str(own).unwrap_or_default();
    all.extend(page.texts.clone());
    let json = serde_json::to_string(&all).unwrap_or_default();
    Texts::parse(&page.language, &json).unwrap_or_default()
}

/// Reads a workbook and compares it with the draft. `progress` is called with a sentence, work done and all work.
/// Returns what is shown, and what fills it in: with thousands of rows that is long, and the page would stand still
/// while it takes it apart, so it does that only when it is told to fill in.
#[wasm_bindgen]
pub fn read(bytes: &[u8], page: &str, progress: &js_sys::Function) -> Vec<String> {
    let Ok(page) = serde_json::from_str::<Page>(page) else { return Vec::new() };
    let Some(template) = domain::template::named(&page.version) else { return Vec::new() };
    let texts = texts(&page);
    let mut report = |p: Progress| {
        let stage = texts.get(&format!("import.stage.{}", p.stage.key())).to_owned();
        let _ = progress.call3(&JsValue::NULL, &stage.into(), &p.done.into(), &p.total.into());
    };
    let read = match read_any(bytes, template, &mut report) {
        Ok(book) => {
            let draft = Draft::from_entries(page.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
            let random = || (js_sys::Math::random() * 4_503_599_627_370_496.0) as u64;
            say(book, &draft, template, &texts, random)
        }
        Err(error) => refused(&error, &texts),
    };
    [serde_json::to_string(&read), serde_json::to_string(&read.changes)].map(Result::unwrap_or_default).into()
}
