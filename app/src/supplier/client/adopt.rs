//! What was typed before the page was taken over: collected first, applied after.

use super::{dom, edit};
use crate::supplier::form::Form;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// What was found in the controls, and where the caret was in a textarea.
pub struct Typed {
    entries: Vec<(String, String)>,
    caret: Option<(String, u32)>,
    again: bool,
}

/// Every named control whose value is not the one that the server gave it. On a page that was shown before, the browser
/// puts back what stood there then; there only the control with the focus holds what somebody typed just now.
pub fn collect(root: &Element) -> Typed {
    let (again, active) = (is_shown_again(), dom::document().active_element());
    let entries = dom::controls(root)
        .iter()
        .filter(|control| is_changed(control) && (!again || active.as_ref() == Some(*control)))
        .filter_map(|control| Some((control.get_attribute("name")?, dom::value(control)?)))
        .collect();
    let caret = active.and_then(|e| {
        let area = e.dyn_ref::<HtmlTextAreaElement>()?;
        Some((area.id(), area.selection_start().ok()??))
    });
    Typed { entries, caret, again }
}

/// Whether the page was come back to or loaded anew, and not gone to.
fn is_shown_again() -> bool {
    let entries = dom::window().performance().map(|p| p.get_entries_by_type("navigation"));
    let kind = entries.and_then(|list| js_sys::Reflect::get(&list.get(0), &"type".into()).ok());
    kind.and_then(|kind| kind.as_string()).is_some_and(|kind| kind != "navigate")
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
    if typed.entries.is_empty() && !typed.again {
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
