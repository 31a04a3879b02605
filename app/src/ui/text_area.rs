use super::Control;
use crate::kit::textarea::LongText;
use leptos::prelude::*;

/// Several lines to type into, with their label, their hint and what is wrong with them.
#[component]
pub fn TextArea(
    /// What was typed.
    control: Control,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer.
    #[prop(optional, into)]
    hint: String,
    /// Whether it may not stay blank.
    #[prop(optional)]
    required: bool,
    /// Lines high.
    rows: u32,
) -> impl IntoView {
    let described = control.described(&hint);
    let inner = view! { <Lines control=control.clone() rows described /> };
    control.labelled(label, hint, required, false, inner.into_any())
}

/// Several lines to type into where something else says what they are.
#[component]
pub fn Lines(
    /// What was typed.
    control: Control,
    /// Lines high.
    rows: u32,
    /// Identifiers of what describes them.
    #[prop(optional_no_strip)]
    described: Option<String>,
) -> impl IntoView {
    let attrs = view! { <{..} aria-describedby=described aria-invalid=control.invalid() /> };
    view! { <LongText id=control.name.clone() name=control.name value=control.value rows attrs /> }
}
