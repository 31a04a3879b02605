//! A page as the server sends it.

use super::{DeskPage, TEXTS, desk};
use crate::kit::shell::{Document, Module, Shell, document};
use leptos::prelude::*;

/// Writes a page with its frame, its model and the script that takes it over.
pub fn render(page: &DeskPage, shell: &Shell) -> String {
    let texts = domain::text::embedded::texts(shell.language);
    let owner = Owner::new();
    let body = owner.with(|| desk(texts, page).to_html());
    drop(owner);
    let title = format!("{} · Touchstone", page.frame.title);
    let module = (!page.body.is_plain()).then(|| Module {
        name: "desk",
        entry: "start_desk",
        model: serde_json::to_string(page).unwrap_or_default(),
        texts: texts.subset(TEXTS),
        beside: String::new(),
    });
    document(shell, &["desk.css"], &Document { title: &title, class: "desk-body", body, module })
}
