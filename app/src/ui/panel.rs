use leptos::prelude::*;

/// A part of a page under a heading of its own.
#[component]
pub fn Panel(
    /// The heading's identifier.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    title: String,
    /// Whether something in it is for us to settle.
    #[prop(optional)]
    ours: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let class = if ours { "panel panel-ours" } else { "panel" };
    view! { <section class=class aria-labelledby=id><h2 id=id>{title}</h2>{children()}</section> }
}
