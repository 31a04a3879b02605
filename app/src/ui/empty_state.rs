use leptos::prelude::*;

/// What stands where a list has nothing.
#[component]
pub fn EmptyState(
    /// Why there is nothing.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <p class="nothing">{text}</p> }
}
