//! The form in the browser. Views carry names and acts; this module listens at the root, writes what is typed into
//! the draft, has it checked and saved, and moves the focus.

mod acts;
mod adopt;
mod ask;
mod dom;
mod edit;
mod import;
mod local;
mod navigate;
mod net;
mod paste;
mod rows;
mod save;

use super::answer::answer;
use super::form::Form;
use super::wire;
use crate::kit::run::take_over;
use domain::Texts;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

pub use dom::clock;
pub use import::import_view;

/// Takes over the page: parses what the server embedded, hydrates, and applies what was typed meanwhile.
pub fn start() {
    let Some(root) = dom::by_id("app") else { return };
    let (Some(model), Some(texts)) = (dom::by_id("model"), dom::by_id("texts")) else { return };
    let language =
        dom::document().document_element().and_then(|e| e.get_attribute("lang")).unwrap_or_default();
    let Some(page) = wire::page(&model.text_content().unwrap_or_default()) else { return };
    let Ok(texts) = Texts::parse(&language, &texts.text_content().unwrap_or_default()) else { return };
    let typed = adopt::collect(&root);
    take_over(&root, move || {
        let form = Form::new(page, texts);
        rows::effects(form);
        // Behind hydration, and before any keystroke: what was typed meanwhile belongs to the draft first.
        Timeout::new(0, move || {
            begin(form);
            adopt::apply(form, typed);
            local::offer(form);
        })
        .forget();
        move || answer(form)
    });
}

/// Runs once, when the views are in place.
fn begin(form: Form) {
    save::begin();
    listen(form);
    form.live().set(true);
    rows::measure(form);
    edit::references_when_needed(form);
    if form.editing().get_untracked().is_some() {
        form.refresh().tell();
    }
    if let Some(html) = dom::document().document_element() {
        let _ = html.set_attribute("data-hydrated", "");
    }
}

/// Listens at the root: one listener for each kind of event, whatever the form holds.
fn listen(form: Form) {
    let Some(root) = dom::by_id("app") else { return };
    let on = |name: &'static str, handle: fn(Form, &Event, &Element)| {
        let options = EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
        EventListener::new_with_options(&root, name, options, move |event| {
            if let Some(target) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) {
                handle(form, event, &target);
            }
        })
        .forget();
    };
    on("input", edit::on_input);
    on("change", edit::on_change);
    on("focusout", edit::on_leave);
    on("click", acts::on_click);
    on("submit", acts::on_submit);
    on("close", rows::on_close);
    on("paste", paste::on_paste);
    on("dragover", import::on_drag);
    on("drop", import::on_drop);
    let window = |name: &'static str, handle: fn(Form)| {
        EventListener::new(&dom::window(), name, move |_| handle(form)).forget();
    };
    window("scroll", rows::on_scroll);
    window("resize", rows::measure);
    window("popstate", navigate::on_back);
    window("online", save::now);
    window("pagehide", save::on_leave);
    window("focus", ask::look);
    EventListener::new(&dom::window(), "pageshow", move |event| {
        let kept = js_sys::Reflect::get(event, &"persisted".into());
        if kept.is_ok_and(|kept| kept.is_truthy()) {
            ask::come_back(form);
        }
    })
    .forget();
}
