//! What waits until everything is saved: the declaration goes, the person leaves, the answers are downloaded.

use super::dom;
use crate::supplier::form::Form;
use crate::supplier::model::Step;
use crate::supplier::paths;
use domain::Severity;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;

/// Everything is saved: the form itself goes.
pub fn submit(form: Form) {
    let errors = form.full_evaluation().with_untracked(|s| s.count(Severity::Error)) > 0;
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

/// The browser gets the answers, as the server has them, as a file.
pub fn download(form: Form) {
    let _ = dom::window().location().assign(&form.at(paths::WORKBOOK));
}

fn post(id: &str) {
    if let Some(form) = dom::by_id(id).and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.submit();
    }
}
