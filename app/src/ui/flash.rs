use leptos::prelude::*;

/// What became of the act that led to a page.
#[component]
pub fn Flash(
    /// The sentence.
    #[prop(into)]
    text: String,
    /// Whether it is bad news.
    #[prop(optional)]
    bad: bool,
) -> impl IntoView {
    let (class, role) = if bad { ("said said-bad", "alert") } else { ("said", "status") };
    view! { <p class=class role=role>{text}</p> }
}
