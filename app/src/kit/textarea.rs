//! The one place that may write a textarea.
//!
//! Leptos 0.8.23 renders the children of this element unescaped on the server, which is stored cross-site
//! scripting for a form full of comments. So the server's child is escaped here, and in the browser the value is
//! set as a property and there is no child at all. A test greps that no other file writes the element.

use super::el::{El, el};
#[cfg(feature = "leptos")]
use leptos::prelude::*;

/// The element's name. Views made of [`El`] escape every text, so there the element is like any other.
pub const TAG: &str = "textarea";

/// Draws the textarea as an [`El`].
pub fn area(id: &str, name: String, value: String, rows: u32) -> El {
    el(TAG).a("id", id.to_owned()).a("name", name).a("rows", rows.to_string()).with(value)
}

/// Draws one that nobody sees: it holds what its form sends back, however long that is.
pub fn held(name: &'static str, value: String) -> El {
    el(TAG).a("name", name).flag("hidden", true).with(value)
}

/// What a textarea is made of.
#[cfg(feature = "leptos")]
pub struct TextArea {
    /// The `id` of the control.
    pub id: String,
    /// The `name` of the control.
    pub name: String,
    /// The text when it is drawn.
    pub value: String,
    /// Ids of what describes it.
    pub describedby: String,
    /// Its name for screen readers, where no label element gives one.
    pub label: Option<String>,
    /// Rows high.
    pub rows: u32,
    /// Whether a finding says that it cannot stay as it is.
    pub invalid: Signal<bool>,
}

/// Draws the textarea.
#[cfg(feature = "leptos")]
pub fn textarea(t: TextArea) -> AnyView {
    // The line break in front is dropped by the HTML parser, and one that belongs to the text is kept.
    #[cfg(not(feature = "hydrate"))]
    let view = {
        let inert = format!("\n{}", super::escape::html(&t.value));
        view! {
            <textarea id=t.id name=t.name rows=t.rows aria-describedby=t.describedby aria-label=t.label
                aria-invalid=move || t.invalid.get().then_some("true")>
                {inert}
            </textarea>
        }
    };
    #[cfg(feature = "hydrate")]
    let view = view! {
        <textarea id=t.id name=t.name rows=t.rows aria-describedby=t.describedby aria-label=t.label
            aria-invalid=move || t.invalid.get().then_some("true") prop:value=t.value></textarea>
    };
    view.into_any()
}
