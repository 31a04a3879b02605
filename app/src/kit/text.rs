//! The one place that sets an element's content as markup, which is always a text made inert.
//!
//! A text that changes is set as a whole. A text node of its own would be lost to whatever translates the page: it puts
//! elements in the place of text nodes, and what is written into those is never seen again.

use super::escape;
use leptos::attr::Attribute;
use leptos::tachys::html::element::inner_html;

/// The text of an element as an attribute to spread: `<p {..text(move || name.get())} />`.
pub fn text(text: impl Fn() -> String + Send + 'static) -> impl Attribute {
    let text: Box<dyn Fn() -> String + Send> = Box::new(text);
    inner_html(move || escape::html(&text()))
}
