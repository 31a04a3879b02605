use super::Control;
use leptos::prelude::*;

/// A file to choose, with its label and its hint. There is one in a form; it is sent as `file`.
#[component]
pub fn FileField(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Which files will do.
    #[prop(into)]
    hint: String,
    /// The endings that the browser offers: `.csv,.xlsx`.
    accept: &'static str,
) -> impl IntoView {
    let control = Control { name: "file".to_owned(), ..Control::default() };
    let inner = view! {
        <input id="file" name="file" type="file" required=true accept=accept aria-describedby=control.described(&hint) />
    };
    control.labelled(label, hint, false, false, inner.into_any())
}
