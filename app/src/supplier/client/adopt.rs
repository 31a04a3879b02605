//! What was typed before the page was taken over: collected first, applied after.

use super::{dom, edit};
use crate::supplier::form::Form;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// What was found in the controls, and where the caret was in a textarea.
pub struct Typed {
    entries: Vec<(String, String)>,
    caret: Option<(String, u32)>,
}

/// Every named control whose value is not the one that the server gave it.
pub fn collect(root: &Element) -> Typed {
    let entries = dom::controls(root)
        .iter()
        .filter(|control| is_changed(control))
        .filter_map(|control| Some((control.get_attribute("name")?, dom::value(control)?)))
        .collect();
    let caret = dom::document().active_element().and_then(|e| {
        let area = e.dyn_ref::<HtmlTextAreaElement>()?;
        Some((area.id(), area.selection_start().ok()??))
    });
    Typed { entries, caret }
}

fn is_changed(control: &Element) -> bool {
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        return match input.type_().as_str() {
            "radio" => input.checked() && !input.default_checked(),
            _ => input.value() != input.default_value(),
        };
    }
    if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        let default = dom::all(select, "option[selected]").first().and_then(|o| o.get_attribute("value"));
        return select.value() != default.unwrap_or_default();
    }
    control
        .dyn_ref::<HtmlTextAreaElement>()
        .is_some_and(|area| area.default_value().is_ok_and(|v| area.value() != v))
}

/// Writes it into the draft, and back into the controls that hydration reset.
pub fn apply(form: Form, typed: Typed) {
    if typed.entries.is_empty() {
        return;
    }
    for (name, text) in &typed.entries {
        edit::write(form, name, text);
    }
    edit::sync(form);
    if let Some((id, caret)) = typed.caret
        && let Some(area) = dom::by_id(&id).and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok())
    {
        let _ = area.set_selection_range(caret, caret);
    }
}
