use super::{Control, Options, SelectOption};
use leptos::prelude::*;

/// One of several, with its label, its hint and what is wrong with it.
#[component]
pub fn Choice(
    /// What was chosen.
    control: Control,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer.
    #[prop(optional, into)]
    hint: String,
    /// Whether one must be chosen.
    #[prop(optional)]
    required: bool,
    /// Whether its names are short.
    #[prop(optional)]
    short: bool,
    /// What may be chosen.
    choices: Vec<SelectOption>,
) -> impl IntoView {
    let chosen = control.value.clone();
    let inner = view! {
        <select id=control.name.clone() name=control.name.clone() required=required
            aria-invalid=control.invalid() aria-describedby=control.described(&hint)><Options options=choices chosen /></select>
    };
    control.labelled(label, hint, required, short, inner.into_any())
}
