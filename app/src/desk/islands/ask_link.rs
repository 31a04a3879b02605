use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// A link that opens the form for a query with its subject filled in, which happens on the spot where scripts run.
#[island]
pub fn AskLink(
    /// The page with the form filled in.
    href: String,
    /// What is on the link.
    label: String,
    /// Location id of what is asked about.
    location: String,
    /// The finding that it comes from.
    finding: String,
    /// Where, in words.
    place: String,
    /// A text to begin with; blank for none.
    text: String,
) -> impl IntoView {
    let said = place.clone();
    let fill = move |ev: MouseEvent| {
        if document().is_some_and(|it| fill(&it, &location, &finding, &place, &text).is_some()) {
            ev.prevent_default();
        }
    };
    view! { <a class="ask-link" href=href on:click=fill>{label}<span class="unseen">" "{said}</span></a> }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn control<E: JsCast>(document: &Document, id: &str) -> Option<E> {
    document.get_element_by_id(id)?.dyn_into().ok()
}

/// Fills the form and leads there. A text that was typed stays unless there is one to propose.
fn fill(document: &Document, location: &str, finding: &str, place: &str, text: &str) -> Option<()> {
    let at: HtmlInputElement = control(document, "ask-location")?;
    let from: HtmlInputElement = control(document, "ask-finding")?;
    let words: HtmlTextAreaElement = control(document, "ask-text")?;
    at.set_value(location);
    from.set_value(finding);
    if !text.is_empty() {
        words.set_value(text);
    }
    if let Some(shown) = control::<HtmlElement>(document, "ask-place") {
        shown.set_text_content(Some(place));
    }
    // The counter listens further up, so the event must rise.
    if let Ok(input) = document.create_event("Event") {
        input.init_event_with_bubbles("input", true);
        let _ = words.dispatch_event(&input);
    }
    // Focus brings the form into view where it is not.
    words.focus().ok()
}
