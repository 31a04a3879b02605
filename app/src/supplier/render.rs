//! From a page model to the whole HTML document.

use super::answer::answer;
use super::form::Form;
use super::model::{AnswerPage, SupplierPage};
use super::{pages, paths};
use crate::kit::escape;
use crate::kit::shell::{Document, Module, Shell, document};
use leptos::prelude::*;

/// The texts that the form needs in the browser, by prefix of their key.
const BROWSER_TEXTS: &[&str] = &[
    "answer.",
    "column.",
    "field.",
    "drop.",
    "list.",
    "metal.",
    "option.",
    "page.language",
    "save.",
    "section.",
];

/// Renders a page as a complete document.
pub fn render(page: &SupplierPage, shell: &Shell) -> String {
    let owner = Owner::new();
    let out = owner.with(|| match page {
        SupplierPage::Answer(page) => answer_document(page, shell),
        other => pages::document_of(other, shell),
    });
    drop(owner);
    out
}

fn answer_document(page: &AnswerPage, shell: &Shell) -> String {
    // What only a reviewer is told has no place here.
    let rules = domain::rules::RULES.iter().map(|rule| format!("rule.{}.", rule.code));
    let texts: Vec<String> = BROWSER_TEXTS.iter().map(|t| (*t).to_owned()).chain(rules).collect();
    let texts = shell.texts.subset(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let model = serde_json::to_string(page).unwrap_or_default();
    let beside = page.references.as_deref().map_or(String::new(), |list| suggestions(shell, list));
    let form = Form::new(page.clone(), shell.texts.clone());
    let title = format!("{} · {}", page.request.company, page.request.campaign);
    let doc = Document {
        title: &title,
        class: "answering",
        body: answer(form).to_html(),
        module: Some(Module { name: "supplier", entry: "start_supplier", model, texts, beside }),
    };
    document(shell, &["supplier.css"], &doc)
}

/// Fetches suggestions when a field of a smelter is first entered. `list` is the address of the reference list, whose
/// query names the state of the lists.
fn suggestions(shell: &Shell, list: &str) -> String {
    let [page, boot, js, wasm] =
        ["combobox.js", "suggester.js", "suggest.js", "suggest.wasm"].map(|name| shell.assets.url(name));
    if [page, boot, js, wasm].contains(&"") {
        return String::new();
    }
    let table = list.replacen(paths::REFERENCES, paths::SUGGESTIONS, 1);
    let all = serde_json::to_string(&[boot, js, wasm, &table]).unwrap_or_default();
    format!(
        "addEventListener('focusin',function f({{target:t}}){{if(/^smelter:/.test(t.name)){{\
         removeEventListener('focusin',f);import('{page}').then(m=>m.default({}))\
         .catch(()=>addEventListener('focusin',f))}}}});",
        escape::json(&all)
    )
}
