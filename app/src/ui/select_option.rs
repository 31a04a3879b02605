use leptos::prelude::*;

/// Something that a `<select>` offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectOption {
    /// What is sent where it is chosen.
    pub value: String,
    /// What it is called.
    pub label: String,
}

impl SelectOption {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> SelectOption {
        SelectOption { value: value.into(), label: label.into() }
    }
}

/// What a `<select>` offers, with the one that is chosen.
#[component]
pub fn Options(
    /// In the order in which they are offered.
    options: Vec<SelectOption>,
    /// The value of the one that is chosen.
    #[prop(into)]
    chosen: String,
) -> impl IntoView {
    let option = |it: SelectOption| {
        let selected = it.value == chosen;
        view! { <option value=it.value selected=selected>{it.label}</option> }
    };
    options.into_iter().map(option).collect_view()
}
