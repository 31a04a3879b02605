use leptos::prelude::*;

/// One of the values that a list can be filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterValue {
    /// In the address.
    pub key: String,
    /// What it is called.
    pub label: String,
}

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
    values: Vec<FilterValue>,
    /// The key of the one that is on; blank for none.
    #[prop(into)]
    chosen: String,
) -> impl IntoView {
    let option = |it: FilterValue| {
        let selected = it.key == chosen;
        view! { <option value=it.key selected=selected>{it.label}</option> }
    };
    view! {
        <label class="unseen" for=name>{label}</label>
        <select id=name name=name>
            <option value="">{every}</option>
            {values.into_iter().map(option).collect_view()}
        </select>
    }
}
