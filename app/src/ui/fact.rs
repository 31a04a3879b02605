use leptos::prelude::*;

/// A name and its value, in a `<dl class="facts">`.
#[component]
pub fn Fact<V>(
    /// The name.
    #[prop(into)]
    label: String,
    /// The value.
    value: V,
) -> impl IntoView
where
    V: IntoView + 'static,
{
    view! { <div class="fact"><dt>{label}</dt><dd>{value.into_any()}</dd></div> }
}
