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
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, role) = if bad { ("said said-bad", "alert") } else { ("said", "status") };
    let acts = children.map(|children| children());
    view! { <div class=class><p role=role>{text}</p>{acts}</div> }
}
