//! The portal's bare address: the way of a supplier, and that of the team.

use super::T;
use crate::supplier::model::Asker;
use crate::supplier::paths;
use leptos::prelude::*;

pub fn front(t: T, p: &Asker) -> AnyView {
    let args: &[(&str, &str)] = &[("company", &p.company)];
    let heading = match p.company.is_empty() {
        true => t.get("front.title"),
        false => t.fmt("verify.heading", args),
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
            <p><a class="button" href="/desk">{t.get("front.team.link")}</a></p>
        </section>
    }
    .into_any()
}
