//! Where a workbook is taken: what reads it loads when there is one.

use super::notice::say;
use super::parts::{self, Part};
use crate::supplier::form::{Form, use_form};
use crate::supplier::model::Step;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, File, HtmlInputElement};

/// Says that a file may be dropped anywhere on the form.
pub fn on_drag(_: Form, event: &Event, _: &Element) {
    event.prevent_default();
}

/// A file was dropped.
pub fn on_drop(form: Form, event: &Event, _: &Element) {
    event.prevent_default();
    let files = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).and_then(|d| d.files());
    if let Some(file) = files.and_then(|f| f.get(0)) {
        read(form, file);
    }
}

/// A file was chosen.
pub fn on_file(form: Form, input: &Element) {
    if let Some(file) =
        input.dyn_ref::<HtmlInputElement>().and_then(HtmlInputElement::files).and_then(|f| f.get(0))
    {
        read(form, file);
    }
}

fn read(form: Form, file: File) {
    parts::when_here(Part::Import, move |_| match parts::here().import {
        Some(import) => (import.read)(form, &file),
        None => say(form, form.t("drop.failed"), None),
    });
}

/// Draws what there is to be shown of a workbook: as long as there was none, the place to drop one.
pub fn draw(form: Form, step: Step) -> Option<AnyView> {
    form.file().track();
    match parts::here().import {
        Some(import) => (import.draw)(step),
        None => is_place(form, step).then(|| view! { <DropZone /> }.into_any()),
    }
}

/// Whether a workbook can be dropped on a step.
pub fn is_place(form: Form, step: Step) -> bool {
    step == Step::first(form.template()) || step.table().is_some()
}

/// The place to drop a workbook.
#[component]
pub fn DropZone() -> impl IntoView {
    let form = use_form();
    view! {
        <div class="drop">
            <label for="file">{form.t("drop.title")}</label>
            <input type="file" id="file" accept=".xlsx,.xlsm" aria-describedby="file-hint" />
            <p class="help" id="file-hint">{form.t("drop.hint")}</p>
        </div>
    }
}
