//! A page as the server sends it.

use super::frame::Layout;
use super::{DeskPage, Frame};
use crate::kit::shell::{Document, Shell, document};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::sync::Arc;

/// The tag of an island in the HTML: where there is none, the page loads no module.
const ISLAND: &str = "<leptos-island ";

/// Writes a page with its frame, and where something on it lives, what brings it to life.
pub fn render(around: &Frame, page: impl DeskPage, shell: &Shell) -> String {
    let texts = domain::text::embedded::texts(shell.language);
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let body = owner.with(|| {
        provide_context(texts);
        provide_context(Arc::new(around.clone()));
        view! { <Layout>{page.view()}</Layout> }.to_html()
    });
    drop(owner);
    let title = format!("{} · Touchstone", around.title);
    let islands = body.contains(ISLAND);
    document(
        shell,
        &["desk.css"],
        &Document { title: &title, class: "desk-body", body, islands, ..Document::default() },
    )
}
