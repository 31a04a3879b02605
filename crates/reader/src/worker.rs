//! The entry of the worker's module: `public/reader-worker.js` calls it.

use crate::model::Page;
use crate::summary::{refused, summarize};
use domain::{Draft, Texts};
use js_sys::Function;
use sheets::Progress;
use sheets::older::read_any;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// The page's texts, and those about files, which the page does not hold: most visitors never need them.
fn texts(page: &Page, about_files: &str) -> Texts {
    let mut all = page.texts.clone();
    all.extend(serde_json::from_str::<BTreeMap<String, String>>(about_files).unwrap_or_default());
    let json = serde_json::to_string(&all).unwrap_or_default();
    Texts::parse(&page.language, &json).unwrap_or_default()
}

/// Reads a workbook and compares it with the draft. `page` is a [`Page`] and `about_files` a catalogue, as JSON;
/// `progress` is called with a sentence, work done and all work. Returns two JSON texts: the
/// [`Read`](crate::model::Read) that is shown, and the changes that fill it in. With thousands of rows those are long,
/// and the page would stand still while it takes them apart, so it does that only when it is told to fill in.
#[wasm_bindgen]
pub fn read(bytes: &[u8], page: &str, about_files: &str, progress: &Function) -> Vec<String> {
    let Ok(page) = serde_json::from_str::<Page>(page) else { return Vec::new() };
    let Some(template) = domain::template::named(&page.version) else { return Vec::new() };
    let texts = texts(&page, about_files);
    let mut report = |p: Progress| {
        let stage = texts.get(&format!("import.stage.{}", p.stage.key())).to_owned();
        let _ = progress.call3(&JsValue::NULL, &stage.into(), &p.done.into(), &p.total.into());
    };
    let read = match read_any(bytes, template, &mut report) {
        Ok(book) => {
            let draft = Draft::from_entries(page.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
            let random = || (js_sys::Math::random() * 4_503_599_627_370_496.0) as u64;
            summarize(book, &draft, template, &texts, random)
        }
        Err(error) => refused(&error, &texts),
    };
    [serde_json::to_string(&read), serde_json::to_string(&read.changes)].map(Result::unwrap_or_default).into()
}
