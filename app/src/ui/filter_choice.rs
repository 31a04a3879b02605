use super::{Options, SelectOption};
use leptos::prelude::*;

/// By which value a list is filtered: a choice in the form above it, whose label shows only to those who do not see the
/// choice.
#[component]
pub fn FilterChoice(
    /// Its name in the address, which is its identifier on the page too.
    name: &'static str,
    /// What is filtered by.
    #[prop(into)]
    label: String,
    /// What stands for no filter.
    #[prop(into)]
    every: String,
    /// The values.
    values: Vec<SelectOption>,
    /// The key of the one that is on; blank for none.
    #[prop(into)]
    chosen: String,
) -> impl IntoView {
    view! {
        <label class="unseen" for=name>{label}</label>
        <select id=name name=name>
            <option value="">{every}</option>
            <Options options=values chosen />
        </select>
    }
}
