//! Small parts that several of these pages have.

use crate::kit::texts;
use leptos::prelude::*;

/// Which declaration a page is about, above its heading.
#[component]
pub fn Eyebrow(supplier: String, campaign: String) -> impl IntoView {
    view! { <p class="eyebrow">{supplier}" · "{campaign}</p> }
}

/// A web address that somebody typed: only http and https become links.
#[component]
pub fn WebLink(url: String) -> impl IntoView {
    let lower = url.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return view! { <a href=url.clone() rel="noreferrer noopener">{url.clone()}</a> }.into_any();
    }
    url.into_any()
}

/// The button that takes a decline back.
#[component]
pub fn TakeBack(
    /// Where it is posted to.
    path: String,
    /// Whether it is what the page is for.
    #[prop(optional)]
    primary: bool,
) -> impl IntoView {
    let class = if primary { "button primary big" } else { "button" };
    view! {
        <form method="post" action=path class="start">
            <button class=class name="act" value="take-back">{texts().get("landing.take_back")}</button>
        </form>
    }
}
