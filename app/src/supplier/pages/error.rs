//! Something went wrong.

use crate::kit::texts;
use crate::supplier::model::ErrorPage;
use leptos::prelude::*;

#[component]
pub fn ErrorNotice(page: ErrorPage) -> impl IntoView {
    let t = texts();
    let by_status = format!("error.{}", page.status);
    let key = match page.text {
        Some(key) => key,
        None if t.has(&by_status) => by_status,
        None => "error.text".to_owned(),
    };
    let (href, back) = match page.back.is_empty() {
        true => ("/".to_owned(), "error.front"),
        false => (page.back, "error.back"),
    };
    let reference = (!page.reference.is_empty()).then(|| {
        view! { <p class="quiet">{t.get("error.reference")}" "<code>{page.reference}</code></p> }
    });
    view! {
        <h1>{t.get("error.title")}</h1>
        <p class="lead">{t.get(&key).to_owned()}</p>
        <p><a class="button" href=href>{t.get(back)}</a></p>
        {reference}
    }
}
