//! The step before a declaration goes back.

use super::queries::QueryView;
use crate::desk::letter::{Letter, ShownMail};
use crate::desk::{Page, routes, texts};
use crate::ui::{Act, ButtonLink, PageHead, Rank};
use leptos::prelude::*;

/// The mail that sends a declaration back, before it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendBack {
    pub id: String,
    /// Counts changes.
    pub version: i64,
    /// Supplier's name.
    pub supplier: String,
    /// What is asked.
    pub queries: Vec<QueryView>,
    pub mail: ShownMail,
}

impl Page for SendBack {
    fn view(self) -> AnyView {
        view! { <SendBackPage page=self /> }.into_any()
    }
}

#[component]
fn SendBackPage(page: SendBack) -> impl IntoView {
    let t = texts();
    let own = routes::request(&page.id);
    let asked = page.queries.into_iter();
    let asked = asked.map(|it| view! { <AskedLine place=it.place text=it.text /> }).collect_view();
    let fields = vec![("version", page.version.to_string())];
    view! {
        <PageHead title=t.get("desk.back.title") above=Some((own.clone(), page.supplier)) />
        <p class="lead">{t.get("desk.back.lead")}</p>
        <div class="mail-split">
            <section class="panel" aria-labelledby="asked">
                <h2 id="asked">{t.get("desk.back.asked")}</h2>
                <ul class="queries">{asked}</ul>
                <div class="form-acts">
                    <Act to=routes::send_back(&page.id) label=t.get("desk.back.go") rank=Rank::First fields />
                    <ButtonLink href=own label=t.get("desk.cancel") />
                </div>
            </section>
            <section class="panel" aria-labelledby="mail">
                <h2 id="mail">{t.get("desk.preview.mail")}</h2>
                <Letter mail=page.mail />
            </section>
        </div>
    }
}

#[component]
fn AskedLine(place: String, text: String) -> impl IntoView {
    view! {
        <li class="query">
            <p class="query-head"><strong>{place}</strong></p>
            <p class="query-text">{text}</p>
        </li>
    }
}
