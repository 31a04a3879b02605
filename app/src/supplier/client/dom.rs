//! The few things that are asked of the document.

use domain::Instant;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Window,
};

pub fn window() -> Window {
    web_sys::window().unwrap_or_else(|| unreachable!("runs in a window"))
}

pub fn document() -> Document {
    window().document().unwrap_or_else(|| unreachable!("runs in a document"))
}

/// The element with this id.
pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// The elements that match, under one.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
}

/// Every control that stands for an entry of the draft.
pub fn controls(root: &Element) -> Vec<Element> {
    all(root, "input[name*=':'],select[name*=':'],textarea[name*=':']")
}

/// Moves the focus to an element and shows it.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
        element.scroll_into_view_with_bool(false);
    }
}

/// Moves the focus to an element; the page moves only where it is out of sight.
pub fn focus_here(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// What a control holds; nothing for a radio button that is not chosen.
pub fn value(control: &Element) -> Option<String> {
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        let off = input.type_() == "radio" && !input.checked();
        return (!off).then(|| input.value());
    }
    if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        return Some(select.value());
    }
    control.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value)
}

/// Puts a text into a control, unless it is there already (which would move the caret).
pub fn put(control: &Element, text: &str) {
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        if input.type_() == "radio" {
            input.set_checked(domain::answer::same(&input.value(), text));
        } else if input.value() != text {
            input.set_value(text);
        }
    } else if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        if select.value() != text {
            select.set_value(text);
        }
    } else if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>()
        && area.value() != text
    {
        area.set_value(text);
    }
}

/// Whether a control shows what it shows for a text. Browsers change what is put into some of them: line breaks, spaces
/// around an address, a date that is none.
pub fn shows(control: &Element, text: &str) -> bool {
    if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        // What is not in the list cannot be shown, and is not changed by that.
        let is_there = |option: &Element| option.get_attribute("value").as_deref() == Some(text);
        return select.value() == text || !all(select, "option").iter().any(is_there);
    }
    let Ok(Ok(other)) = control.clone_node().map(|node| node.dyn_into::<Element>()) else { return true };
    put(&other, text);
    value(&other) == value(control)
}

/// From now on the page is one without scripts, as where the module died; what was pressed is pressed again.
pub fn give_up(pressed: &Element) {
    let broken = js_sys::Reflect::get(&window(), &"broken".into());
    if let Some(broken) = broken.ok().and_then(|it| it.dyn_into::<js_sys::Function>().ok()) {
        let _ = broken.call0(&JsValue::NULL);
    }
    if let Some(pressed) = pressed.dyn_ref::<HtmlElement>() {
        pressed.click();
    }
}

/// Sets a height from script, which a content security policy without inline styles allows.
pub fn set_height(id: &str, pixels: f64) {
    if let Some(element) = by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let mut text = (pixels as u64).to_string();
        text.push_str("px");
        let _ = element.style().set_property("height", &text);
    }
}

/// By this device's clock.
pub fn now() -> Instant {
    Instant::from_millis(js_sys::Date::now() as i64)
}

/// The time of day here.
pub fn clock(at: Instant) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(at.millis() as f64));
    let two = |n: u32| if n < 10 { ["0", &n.to_string()].concat() } else { n.to_string() };
    [two(date.get_hours()), two(date.get_minutes())].join(":")
}

/// A random number below 2^52.
pub fn random() -> u64 {
    (js_sys::Math::random() * 4_503_599_627_370_496.0) as u64
}
