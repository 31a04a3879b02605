use super::all;
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

/// How long the text of the control above it is.
#[island]
pub fn CharacterCount(
    /// The `id` of the count, by which the control is described.
    id: String,
    /// The longest that it may be.
    most: usize,
    /// How long it is, with `{n}` and `{of}`.
    count: String,
    /// The control.
    children: Children,
) -> impl IntoView {
    let around: NodeRef<html::Div> = NodeRef::new();
    let length = RwSignal::new(0);
    let measure = move || {
        let control = around.get_untracked().and_then(|it| all::<HtmlTextAreaElement>(&it, "textarea").pop());
        length.set(control.map_or(0, |it| it.value().chars().count()));
    };
    Effect::new(move |_| {
        around.track();
        measure();
    });
    let said = move || count.replace("{n}", &length.get().to_string()).replace("{of}", &most.to_string());
    view! {
        <div node_ref=around on:input=move |_| measure()>{children()}</div>
        <p class="minor comfort" id=id>{said}</p>
    }
}
