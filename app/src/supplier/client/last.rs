//! The last things: the declaration goes, or the person.

use super::dom;
use crate::supplier::form::Form;
use crate::supplier::model::Step;
use domain::Severity;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;

/// Everything is saved: the form itself goes.
pub fn submit(form: Form) {
    let errors = form.settled().with_untracked(|s| s.count(Severity::Error)) > 0;
    let agreed =
        form.conflicts().with_untracked(Vec::is_empty) && form.refused().with_untracked(Vec::is_empty);
    if form.step().get_untracked() == Step::Review && agreed && !errors {
        post("form");
    }
}

/// The person signs out.
pub fn leave() {
    post("leave");
}

fn post(id: &str) {
    if let Some(form) = dom::by_id(id).and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.submit();
    }
}
