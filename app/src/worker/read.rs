//! The entry of the worker's module.

use super::compare::{Compared, compare};
use domain::{Change, Declaration, Draft, Texts};
use serde::{Deserialize, Serialize};
use sheets::older::{Fate, Migrated, read_older};
use sheets::{Progress, ReadError, Workbook, read_workbook};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// What the page hands over.
#[derive(Deserialize)]
struct Page {
    language: String,
    version: String,
    texts: BTreeMap<String, String>,
    entries: BTreeMap<String, String>,
}

/// What the page gets back.
#[derive(Default, Serialize)]
struct Read {
    /// What happened and what to do, where nothing could be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    error: Vec<String>,
    /// What the file is.
    title: String,
    /// What else to know about it.
    notices: Vec<String>,
    /// What would change.
    #[serde(flatten)]
    compared: Compared,
}

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

/// What fills the workbook in.
#[derive(Serialize)]
struct Changes<'a> {
    changes: &'a [Change],
}

/// Reads a workbook and compares it with the draft. `progress` is called with a sentence, work done and all work.
/// Returns what is shown, and what fills it in: with thousands of rows that is long, and the page would stand still
/// while it takes it apart, so it does that only when it is told to fill in.
#[wasm_bindgen]
pub fn read(bytes: &[u8], page: &str, progress: &js_sys::Function) -> Vec<String> {
    let Ok(page) = serde_json::from_str::<Page>(page) else { return Vec::new() };
    let texts = texts(&page);
    let mut report = |p: Progress| {
        let stage = texts.get(&format!("import.stage.{}", p.stage.key())).to_owned();
        let _ = progress.call3(&JsValue::NULL, &stage.into(), &p.done.into(), &p.total.into());
    };
    let read = match read_workbook(bytes, &mut report) {
        Ok(workbook) => shown(&workbook, &page, &texts),
        Err(error) => match older(bytes, &error, &page) {
            Some(Ok(migrated)) => shown_older(&migrated, &page, &texts),
            Some(Err(error)) => refused(&error, &texts),
            None => refused(&error, &texts),
        },
    };
    let changes = Changes { changes: &read.compared.changes };
    [serde_json::to_string(&read), serde_json::to_string(&changes)].map(Result::unwrap_or_default).into()
}

fn refused(error: &ReadError, texts: &Texts) -> Read {
    Read { error: vec![error.what(texts), error.todo(texts)], ..Read::default() }
}

/// A workbook from before 6.0, in the questions that the page asks.
fn older(bytes: &[u8], error: &ReadError, page: &Page) -> Option<Result<Migrated, ReadError>> {
    let ReadError::OldVersion { version } = error else { return None };
    Some(read_older(bytes, version, domain::template::named(&page.version)?))
}

/// What became of the answers comes before what else there is to know: what asks for something first.
fn shown_older(migrated: &Migrated, page: &Page, texts: &Texts) -> Read {
    let versions = [("from", migrated.from), ("to", migrated.template.version)];
    let mut notices = vec![texts.fmt("migration.from", &versions)];
    if !migrated.seen {
        notices.push(texts.fmt("migration.unseen", &versions));
    }
    let order = [Fate::Unclear, Fate::New, Fate::Dropped, Fate::Renamed, Fate::Carried];
    for fate in order {
        let lines = migrated.moved.iter().filter(|m| m.fate == fate);
        notices.extend(lines.map(|m| m.message(texts, migrated.template)));
    }
    notices.extend(migrated.notices.iter().map(|n| n.message(texts)));
    let title = title(migrated.template.kind, migrated.from, &migrated.declaration, texts);
    Read { error: Vec::new(), title, notices, compared: compared(&migrated.declaration, page, texts) }
}

fn title(kind: &str, version: &str, d: &Declaration, texts: &Texts) -> String {
    let [answers, smelters, products] =
        [d.answers.len(), d.smelters.len(), d.products.len()].map(|n| n.to_string());
    texts.fmt(
        "import.read",
        &[
            ("kind", kind),
            ("version", version),
            ("answers", &answers),
            ("smelters", &smelters),
            ("products", &products),
        ],
    )
}

fn compared(d: &Declaration, page: &Page, texts: &Texts) -> Compared {
    let draft = Draft::from_entries(page.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    let random = || (js_sys::Math::random() * 4_503_599_627_370_496.0) as u64;
    match domain::template::named(&page.version) {
        Some(template) => compare(&draft, d, template, texts, random),
        None => Compared::default(),
    }
}

fn shown(workbook: &Workbook, page: &Page, texts: &Texts) -> Read {
    let mut notices: Vec<String> = Vec::new();
    if !workbook.seen {
        notices.push(texts.fmt("import.unseen", &[("version", &workbook.version)]));
    }
    notices.extend(workbook.notices.iter().map(|n| n.message(texts)));
    let title = title(&workbook.kind, &workbook.version, &workbook.declaration, texts);
    Read { error: Vec::new(), title, notices, compared: compared(&workbook.declaration, page, texts) }
}
