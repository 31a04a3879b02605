use leptos::prelude::*;

/// The head of a page: its title, the page above it, and what can be done, in its children.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: String,
    /// Address and title of the page above.
    #[prop(optional_no_strip)]
    above: Option<(String, String)>,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let above = above.map(|(href, label)| view! { <p class="above"><a href=href>{label}</a></p> });
    let acts = children.map(|children| children());
    view! {
        <div class="page-head">
            <div>{above}<h1>{title}</h1></div>
            <div class="page-acts">{acts}</div>
        </div>
    }
}
