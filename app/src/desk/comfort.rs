//! What only a browser can do: the reader's own time, texts put into a form by a click.

use super::{DeskPage, T, desk};
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

/// Takes over the page that the server drew.
pub fn start() {
    let Some(document) = document() else { return };
    let embedded = |id: &str| document.get_element_by_id(id).and_then(|e| e.text_content());
    let (Some(model), Some(texts)) = (embedded("model"), embedded("texts")) else { return };
    let language = document.document_element().and_then(|e| e.get_attribute("lang")).unwrap_or_default();
    let (Ok(page), Ok(texts)) =
        (serde_json::from_str::<DeskPage>(&model), domain::Texts::parse(&language, &texts))
    else {
        return;
    };
    // The page lives as long as the tab: its texts may as well.
    let texts: T = Box::leak(Box::new(texts));
    let Some(root) = document.get_element_by_id("app").and_then(|e| e.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    leptos::mount::hydrate_from(root, move || desk(texts, &page)).forget();
    if let Some(html) = document.document_element() {
        let _ = html.set_attribute("data-hydrated", "");
    }
}

fn document() -> Option<Document> {
    web_sys::window().and_then(|w| w.document())
}

fn get<E: JsCast>(document: &Document, id: &str) -> Option<E> {
    document.get_element_by_id(id).and_then(|e| e.dyn_into().ok())
}

/// A point in time as the reader's clock shows it, in the order that sorts.
pub fn local_time(at: i64) -> String {
    let d = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}",
        d.get_full_year(),
        d.get_month() + 1,
        d.get_date(),
        d.get_hours(),
        d.get_minutes()
    )
}

/// Sends the form that a control belongs to.
pub fn send_form(ev: &leptos::ev::Event) {
    let element = ev.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    let form = element.and_then(|e| e.closest("form").ok().flatten());
    if let Some(form) = form.and_then(|f| f.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.request_submit();
    }
}

/// Fills the form for a new query and leads there. A text that was typed stays unless there is one to propose.
pub fn fill_question(location: &str, finding: &str, place: &str, text: &str) -> bool {
    let Some(document) = document() else { return false };
    let (Some(at), Some(from), Some(words)) = (
        get::<HtmlInputElement>(&document, "ask-location"),
        get::<HtmlInputElement>(&document, "ask-finding"),
        get::<HtmlTextAreaElement>(&document, "ask-text"),
    ) else {
        return false;
    };
    at.set_value(location);
    from.set_value(finding);
    if !text.is_empty() {
        words.set_value(text);
    }
    if let Some(shown) = get::<HtmlElement>(&document, "ask-place") {
        shown.set_text_content(Some(place));
    }
    // The counter listens further up, so the event must rise.
    if let Ok(input) = document.create_event("Event") {
        input.init_event_with_bubbles("input", true);
        let _ = words.dispatch_event(&input);
    }
    // Focus brings the form into view where it is not.
    words.focus().is_ok()
}
