//! The portal's bare address: the way of a supplier, and that of the team.

use crate::desk::routes;
use crate::kit::texts;
use crate::supplier::paths;
use leptos::prelude::*;

#[component]
pub fn FrontPage(
    /// The company that asks; blank where nobody may know it.
    company: String,
) -> impl IntoView {
    let t = texts();
    let heading = match company.is_empty() {
        true => t.get("front.title").to_owned(),
        false => t.fmt("verify.heading", &[("company", &company)]),
    };
    view! {
        <h1>{heading}</h1>
        <section class="panel">
            <h2>{t.get("front.supplier")}</h2>
            <p>{t.get("front.supplier.text")}</p>
            <div class="acts">
                <a class="button primary" href=paths::LINK>{t.get("front.supplier.link")}</a>
                <a class="button" href=paths::VERIFY>{t.get("answer.verify")}</a>
            </div>
        </section>
        <section class="panel">
            <h2>{t.get("front.team")}</h2>
            <p><a class="button" href=routes::home()>{t.get("front.team.link")}</a></p>
        </section>
    }
}
