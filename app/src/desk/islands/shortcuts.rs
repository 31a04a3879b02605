use super::all;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, KeyboardEvent};

/// Where this browser keeps that single keys do nothing.
const OFF: &str = "shortcuts-off";
/// What leads into each row of a list.
const ROWS: &str = "main table.cards tbody th a[href]";

/// Single keys: `/` goes to the search, `j` and `k` to the next row and the one before, a letter presses what bears it as
/// `data-key`, `?` opens the list of all. Each moves the focus, or presses what can be pressed without.
#[island]
pub fn Shortcuts(
    /// What opens the list of keys.
    label: String,
    /// Keys and what they do.
    keys: Vec<(String, String)>,
    /// What turns them on and off.
    switch: String,
    /// What closes the list.
    close: String,
) -> impl IntoView {
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    let on = RwSignal::new(true);
    Effect::new(move |_| on.set(kept().is_none()));
    let open = move || {
        if let Some(dialog) = dialog.get_untracked()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    };
    let listening = window_event_listener(leptos::ev::keydown, move |ev: KeyboardEvent| {
        let held = ev.ctrl_key() || ev.meta_key() || ev.alt_key();
        if held || ev.default_prevented() || ev.is_composing() || !on.get_untracked() || types(&ev) {
            return;
        }
        let key = ev.key();
        let done = match key.as_str() {
            "?" => {
                open();
                true
            }
            key => document().is_some_and(|document| press(&document, key)),
        };
        if done {
            ev.prevent_default();
        }
    });
    on_cleanup(move || listening.remove());
    let switched = move |ev: leptos::ev::Event| {
        let ticked = event_target_checked(&ev);
        on.set(ticked);
        keep(ticked);
    };
    let lines: Vec<_> = keys
        .into_iter()
        .map(|(key, does)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div> })
        .collect();
    let (title, heading) = (label.clone(), label.clone());
    view! {
        <button type="button" class="shortcuts comfort" on:click=move |_| open()>{label}<kbd aria-hidden="true">"?"</kbd></button>
        <dialog class="ask shortcuts-list" node_ref=dialog aria-label=title>
            <h2>{heading}</h2>
            <dl>{lines}</dl>
            <p class="tick">
                <input type="checkbox" id="shortcuts-on" prop:checked=move || on.get() on:change=switched />
                <label for="shortcuts-on">{switch}</label>
            </p>
            <form method="dialog"><button class="button">{close}</button></form>
        </dialog>
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn kept() -> Option<String> {
    storage()?.get_item(OFF).ok()?
}

fn keep(on: bool) {
    if let Some(storage) = storage() {
        let _ = if on { storage.remove_item(OFF) } else { storage.set_item(OFF, "1") };
    }
}

/// Whether somebody types: into a control, or in a dialog that is open.
fn types(ev: &KeyboardEvent) -> bool {
    let at = ev.target().and_then(|it| it.dyn_into::<Element>().ok());
    let typing = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]";
    let into = at.is_some_and(|it| it.closest(typing).ok().flatten().is_some());
    let dialog = document().and_then(|it| it.query_selector("dialog[open]").ok().flatten());
    into || dialog.is_some()
}

/// Does what a key is for; says whether there was anything to do.
fn press(document: &Document, key: &str) -> bool {
    match key {
        "/" => visible(document, "main input[type=search]").is_some_and(|it| it.focus().is_ok()),
        "j" => step(document, 1),
        "k" => step(document, -1),
        key if key.len() == 1 && key.bytes().all(|b| b.is_ascii_lowercase()) => {
            let Some(found) = visible(document, &format!("main [data-key=\"{key}\"]")) else { return false };
            let _ = found.focus();
            found.click();
            true
        }
        _ => false,
    }
}

/// The first element that matches and is seen.
fn visible(document: &Document, selector: &str) -> Option<HtmlElement> {
    let body = document.body()?;
    all::<HtmlElement>(&body, selector).into_iter().find(|it| it.get_bounding_client_rect().height() > 0.0)
}

/// The focus to the next row of the list, or to the one before; from elsewhere to the first.
fn step(document: &Document, by: isize) -> bool {
    let Some(body) = document.body() else { return false };
    let rows: Vec<HtmlElement> = all(&body, ROWS);
    let row = |it: &Element| it.closest("tr").ok().flatten();
    let here = document.active_element().and_then(|it| row(&it));
    let at = here.and_then(|here| rows.iter().position(|it| row(it).as_ref() == Some(&here)));
    let to = match at {
        Some(at) => at.checked_add_signed(by),
        None => Some(0),
    };
    to.and_then(|to| rows.get(to)).is_some_and(|it| it.focus().is_ok())
}
