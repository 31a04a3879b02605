//! The step before a declaration goes back.

use super::queries::QueryView;
use crate::desk::letter::{Letter, ShownMail};
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{ButtonLink, Link, PageHead, Panel, PostButton, Rank};
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

impl DeskPage for SendBack {
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
        <PageHead title=t.get("desk.back.title") above=Link::new(own.clone(), page.supplier) />
        <p class="lead">{t.get("desk.back.lead")}</p>
        <div class="mail-split">
            <Panel id="asked" title=t.get("desk.back.asked")>
                <ul class="queries">{asked}</ul>
                <div class="form-acts">
                    <PostButton to=routes::send_back(&page.id) label=t.get("desk.back.go") rank=Rank::Primary fields />
                    <ButtonLink href=own label=t.get("desk.cancel") />
                </div>
            </Panel>
            <Panel id="mail" title=t.get("desk.preview.mail")>
                <Letter mail=page.mail />
            </Panel>
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
