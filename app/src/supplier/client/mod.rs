//! The form in the browser. Views carry names and acts; this module listens at the root, writes what is typed into
//! the draft, has it checked and saved, and moves the focus.

mod actions;
mod check;
mod click;
mod controls;
mod device;
mod dom;
mod early_input;
mod edit;
mod focus;
mod import;
mod import_view;
mod last;
mod load;
mod navigate;
mod net;
mod notice;
mod parts;
mod paste;
mod rows;
mod rules;
mod saver;
mod state;
mod take;
mod unsaved;
mod window;

use super::answer::{Answer, Host};
use super::form::Form;
use super::model::AnswerPage;
use super::wire;
use crate::kit::skeleton;
use domain::Texts;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use leptos::mount::{hydrate_from, mount_to};
use leptos::prelude::*;
use parts::Part;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, MouseEvent};

/// Where the browser draws the form.
const BROWSER: Host = Host {
    scripts: true,
    step: parts::draw,
    conflict: parts::draw_conflict,
    import: take::draw,
    clock: dom::clock,
};

/// Takes over the page: parses what the server embedded, hydrates, and applies what was typed meanwhile. Where the page is
/// not as the server wrote it, the form is drawn anew in its place, and what stood in its controls comes back. Where the part
/// does not come that draws the step, nothing is taken over, and the page works as one without scripts.
pub async fn start() -> Result<(), JsValue> {
    let Some(root) = dom::by_id("answer").and_then(|e| e.dyn_into::<HtmlElement>().ok()) else {
        return Ok(());
    };
    let (Some(model), Some(texts)) = (dom::by_id("model"), dom::by_id("texts")) else { return Ok(()) };
    let language =
        dom::document().document_element().and_then(|e| e.get_attribute("lang")).unwrap_or_default();
    let Some(page) = wire::read::<AnswerPage>(&model.text_content().unwrap_or_default()) else {
        return Ok(());
    };
    let Ok(texts) = Texts::parse(&language, &texts.text_content().unwrap_or_default()) else { return Ok(()) };
    parts::begin(load::load);
    for part in Part::first_for(&page) {
        load::load(part).await.map_err(|missing| JsValue::from(missing.to_string()))?;
    }
    // On its way while the page is taken over, which no byte is needed for; that starts Leptos's own executor.
    js_sys::futures::spawn_local(async {
        let _ = load::load(Part::Actions).await;
    });
    let typed = early_input::collect(&root);
    let written = root.get_attribute("data-skeleton");
    let intact = written.is_some_and(|written| written == skeleton::of_content(&root));
    let view = move || {
        let form = Form::new(page, texts);
        window::effects(form);
        // Behind hydration, and before any keystroke: what was typed meanwhile belongs to the draft first.
        Timeout::new(0, move || {
            begin(form, if intact { "" } else { "anew" });
            early_input::apply(form, typed);
            unsaved::begin(form);
            check::begin(form);
        })
        .forget();
        view! { <Answer form host=BROWSER /> }
    };
    if intact {
        hydrate_from(root, view).forget();
    } else {
        root.set_text_content(None);
        mount_to(root, view).forget();
    }
    Ok(())
}

/// Runs once, when the views are in place; `how` they came there is written into the document.
fn begin(form: Form, how: &str) {
    listen(form);
    form.live().set(true);
    window::measure(form);
    window::show_step();
    edit::references_when_needed(form);
    Timeout::new(AHEAD_MS, load_ahead).forget();
    if form.editing().get_untracked().is_some() {
        form.refresh().update(|n| *n += 1);
    }
    if let Some(html) = dom::document().document_element() {
        let _ = html.set_attribute("data-hydrated", how);
    }
}

/// How long after the beginning what other steps need is fetched.
const AHEAD_MS: u32 = 3_000;

/// Fetches what the other steps need, so that they open at once. Without a line it waits for one; what does not come is asked
/// for again when it is needed.
fn load_ahead() {
    if !dom::window().navigator().on_line() {
        return;
    }
    leptos::task::spawn_local(async {
        for part in [Part::Rows, Part::Review] {
            let _ = load::load(part).await;
        }
    });
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
    on("change", on_change);
    on("focusout", edit::on_leave);
    on("click", on_click);
    on("submit", on_submit);
    on("close", rows::on_close);
    on("paste", |form, event, target| {
        if let Some(rows) = parts::here().rows {
            (rows.paste)(form, event, target);
        }
    });
    on("dragover", take::on_drag);
    on("drop", take::on_drop);
    let at_window = |name: &'static str, handle: fn(Form)| {
        EventListener::new(&dom::window(), name, move |_| handle(form)).forget();
    };
    at_window("scroll", window::on_scroll);
    at_window("resize", window::measure);
    at_window("popstate", |form| {
        unsaved::when_here(form, move |actions| {
            if let Some(actions) = actions {
                (actions.back)(form);
            }
        });
    });
    at_window("online", |form| {
        unsaved::save(form);
        load_ahead();
    });
    at_window("pagehide", on_leave);
    at_window("focus", unsaved::poll);
    EventListener::new(&dom::window(), "pageshow", move |event| {
        let kept = js_sys::Reflect::get(event, &"persisted".into());
        if kept.is_ok_and(|kept| kept.is_truthy()) {
            unsaved::come_back(form);
        }
    })
    .forget();
}

/// A click: on something that acts, or inside it. Where what acts does not come, the page is one without scripts from then
/// on.
fn on_click(form: Form, event: &Event, target: &Element) {
    let Ok(Some(actor)) = target.closest("[data-action]") else { return };
    // A link opened in another tab is the browser's business.
    if event.dyn_ref::<MouseEvent>().is_some_and(|m| m.ctrl_key() || m.meta_key() || m.shift_key()) {
        return;
    }
    event.prevent_default();
    edit::gather(form);
    unsaved::when_here(form, move |actions| match actions {
        Some(actions) => (actions.click)(form, &actor),
        None => dom::give_up(&actor),
    });
}

/// Enter in a field, or a submit button that no act took: saves, and stays.
fn on_submit(form: Form, event: &Event, target: &Element) {
    edit::gather(form);
    unsaved::save(form);
    if target.id() == "form" {
        event.prevent_default();
    } else {
        controls::sync(form);
    }
}

/// A control was left with another value than it was entered with.
fn on_change(form: Form, event: &Event, target: &Element) {
    match target.id().as_str() {
        "file" => take::on_file(form, target),
        _ => edit::on_change(form, event, target),
    }
}

/// The page goes away.
fn on_leave(form: Form) {
    edit::gather(form);
    unsaved::leave(form);
}
