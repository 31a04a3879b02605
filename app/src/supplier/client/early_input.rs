//! What was typed before the page was taken over: collected first, applied after.

use super::{controls, dom, edit};
use crate::supplier::form::Form;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// What was found in the controls, and where the focus was and the caret.
pub struct EarlyInput {
    entries: Vec<(String, String)>,
    focus: Option<(Element, String)>,
    caret: Option<(String, u32)>,
    again: bool,
}

/// Every named control whose value is not the one that the server gave it. On a page that was shown before, the browser
/// puts back what stood there then; there only the control with the focus holds what somebody typed just now.
pub fn collect(root: &Element) -> EarlyInput {
    let (again, active) = (is_shown_again(), dom::document().active_element());
    let entries = dom::controls(root)
        .iter()
        .filter(|control| is_changed(control) && (!again || active.as_ref() == Some(*control)))
        .filter_map(|control| Some((control.get_attribute("name")?, dom::value(control)?)))
        .collect();
    let caret = active.as_ref().and_then(|e| {
        let start = match e.dyn_ref::<HtmlTextAreaElement>() {
            Some(area) => area.selection_start(),
            None => e.dyn_ref::<HtmlInputElement>()?.selection_start(),
        };
        Some((e.id(), start.ok()??))
    });
    let focus = active.filter(|e| !e.id().is_empty()).map(|e| (e.clone(), e.id()));
    EarlyInput { entries, focus, caret, again }
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
            // What the browser itself made of a text that it cannot show nobody typed.
            _ => !dom::shows(control, &input.default_value()),
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
pub fn apply(form: Form, typed: EarlyInput) {
    // Where the page was built anew, the control that had the focus is another element of the same name.
    let moved = typed.focus.filter(|(old, _)| !old.is_connected());
    if let Some(new) = moved.as_ref().and_then(|(_, id)| dom::by_id(id)) {
        dom::focus_here(&new);
    }
    if typed.entries.is_empty() && !typed.again {
        return;
    }
    for (name, text) in &typed.entries {
        edit::write(form, name, text);
    }
    controls::sync(form);
    let Some((control, caret)) = typed.caret.and_then(|(id, caret)| Some((dom::by_id(&id)?, caret))) else {
        return;
    };
    if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        let _ = area.set_selection_range(caret, caret);
    } else if let (Some(input), true) = (control.dyn_ref::<HtmlInputElement>(), moved.is_some()) {
        let _ = input.set_selection_range(caret, caret);
    }
}
