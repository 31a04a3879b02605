//! From a page model to the whole HTML document.

use super::answer::{Answer, SERVER, title};
use super::form::Form;
use super::model::{AnswerPage, SupplierPage};
use super::part::Part;
use super::{pages, paths};
use crate::kit::shell::{Document, Module, Shell, document};
use crate::kit::{escape, skeleton};
use domain::Template;
use leptos::prelude::*;

/// The texts that the form needs in the browser whatever it asks, by prefix of their key.
const BROWSER_TEXTS: &[&str] =
    &["answer.", "country.", "drop.", "list.", "option.", "page.language", "save."];

/// Those that it needs for what the template asks: another template's would only be waited for.
fn texts_of(template: &Template) -> Vec<String> {
    let mut out: Vec<String> = template.fields.iter().map(|f| format!("field.{}.", f.text)).collect();
    out.sort();
    out.dedup();
    out.extend(template.metals.iter().map(|m| format!("metal.{}", m.key())));
    out.extend(template.sections().iter().map(|s| format!("section.{}", s.key())));
    out.extend(template.tables.iter().map(|t| format!("column.{}.", t.table.key())));
    // What only a reviewer is told has no place here.
    let holds = |code: &str| template.rules.iter().any(|family| code.starts_with(family));
    let rules = domain::rules::form_rules().filter(|rule| holds(rule.code));
    out.extend(rules.map(|rule| format!("rule.{}.", rule.code)));
    out
}

/// Renders a page as a complete document.
pub fn render(page: SupplierPage, shell: &Shell) -> String {
    let owner = Owner::new();
    let out = owner.with(|| match page {
        SupplierPage::Answer(page) => answer_document(*page, shell),
        other => pages::document_of(other, shell),
    });
    drop(owner);
    out
}

fn answer_document(page: AnswerPage, shell: &Shell) -> String {
    let model = serde_json::to_string(&page).unwrap_or_default();
    let beside =
        page.references.as_deref().map_or(String::new(), |list| suggestions(shell, &page.request.id, list));
    let parts = Part::first_for(&page).map(Part::name).collect();
    let step = page.step;
    let form = Form::new(page, shell.texts.clone());
    let asked = texts_of(form.template());
    let texts: Vec<&str> = BROWSER_TEXTS.iter().copied().chain(asked.iter().map(String::as_str)).collect();
    let texts = shell.texts.subset(&texts);
    let title = title(form, step);
    let markup = view! { <Answer form host=SERVER /> }.to_html();
    // What the browser finds is taken over only as far as it is this.
    let body =
        format!("<div id=\"answer\" data-skeleton=\"{}\">{markup}</div>", skeleton::of_markup(&markup));
    let doc = Document {
        title: &title,
        class: "answering",
        body,
        module: Some(Module { name: "supplier", parts, entry: "start_supplier", model, texts, beside }),
        ..Document::default()
    };
    document(shell, &["supplier.css"], &doc)
}

/// Fetches suggestions when a field of a smelter is first entered. `list` is the address of the reference list, whose
/// query names the state of the lists.
fn suggestions(shell: &Shell, request: &str, list: &str) -> String {
    let texts = format!("suggest.{}.json", shell.language);
    let [page, boot, js, wasm, texts] =
        ["combobox.js", "suggest-worker.js", "suggest.js", "suggest.wasm", &texts]
            .map(|name| shell.assets.url(name));
    if [page, boot, js, wasm, texts].contains(&"") {
        return String::new();
    }
    let query = list.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
    let table = paths::of(paths::SUGGESTIONS, request) + &query;
    let all = serde_json::to_string(&[boot, js, wasm, texts, &table, shell.assets.url("readings.txt")])
        .unwrap_or_default();
    format!(
        "addEventListener('focusin',function f({{target:t}}){{if(/^smelter:/.test(t.name)){{\
         removeEventListener('focusin',f);import('{page}').then(m=>m.default({}))\
         .catch(()=>addEventListener('focusin',f))}}}});",
        escape::json(&all)
    )
}
