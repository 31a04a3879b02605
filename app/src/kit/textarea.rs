//! The one place that may write a textarea.
//!
//! Leptos 0.8.23 renders the children of this element unescaped on the server, which is stored cross-site
//! scripting for a form full of comments. So the server's child is escaped here. A test greps that no other file writes
//! the element.

use leptos::attr::Attribute;
use leptos::prelude::*;

/// Several lines of text.
#[component]
pub fn LongText<A: Attribute>(
    /// The `id` of the control.
    id: String,
    /// The `name` of the control.
    name: String,
    /// The text when it is drawn.
    value: String,
    /// Rows high.
    rows: u32,
    /// What else it says about itself.
    attrs: A,
) -> impl IntoView {
    // The line break in front is dropped by the HTML parser, and one that belongs to the text is kept. Where the server
    // wrote the element, Leptos leaves its child alone, and with it what was typed meanwhile.
    #[cfg(not(feature = "hydrate"))]
    let value = format!("\n{}", super::escape::html(&value));
    view! { <textarea {..attrs} id=id name=name rows=rows>{value}</textarea> }
}

/// One that nobody sees: it holds what its form sends back, however long that is.
#[cfg(feature = "ssr")]
#[component]
pub fn HeldText(
    /// The `name` of the control.
    name: &'static str,
    /// What it holds.
    value: String,
) -> impl IntoView {
    let value = format!("\n{}", super::escape::html(&value));
    view! { <textarea name=name hidden>{value}</textarea> }
}
