use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement};

/// Sends the form around it when a choice inside changes. A button of the form does the same where no scripts run.
#[island]
pub fn SubmitOnChange(
    /// The choices.
    children: Children,
) -> impl IntoView {
    let send = move |ev: Event| {
        let element = ev.target().and_then(|it| it.dyn_into::<Element>().ok());
        let form = element.and_then(|it| it.closest("form").ok().flatten());
        if let Some(form) = form.and_then(|it| it.dyn_into::<HtmlFormElement>().ok()) {
            let _ = form.request_submit();
        }
    };
    view! { <div on:change=send>{children()}</div> }
}
