use super::Link;
use leptos::prelude::*;

/// The head of a page: its title, the page above it, and what can be done, in its children.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: String,
    /// The page above.
    #[prop(optional)]
    above: Option<Link>,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let above = above.map(|it| view! { <p class="above"><a href=it.href>{it.label}</a></p> });
    let acts = children.map(|children| children());
    view! {
        <div class="page-head">
            <div>{above}<h1>{title}</h1></div>
            <div class="page-acts">{acts}</div>
        </div>
    }
}
