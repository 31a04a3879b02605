//! What is asked before something is done to many rows of a list.

use super::parts::{Hidden, number};
use super::{DeskPage, texts};
use crate::ui::{ButtonLink, Link, PageHead, Rank, Submit};
use leptos::prelude::*;

/// The question: how many are meant, and the first of them by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkAsk {
    /// What would be done to how many.
    pub title: String,
    /// What that means.
    pub text: String,
    /// Whether the list finds another number than the one that was asked about.
    pub changed: bool,
    /// Whether it is not lightly taken back.
    pub grave: bool,
    /// The first of those that are meant.
    pub names: Vec<String>,
    /// How many they are.
    pub count: u64,
    /// Where the answer is sent.
    pub action: String,
    /// What goes with it.
    pub fields: Vec<(String, String)>,
    /// What is on the button.
    pub act: String,
    /// The list, as it was looked at.
    pub list: Link,
}

impl DeskPage for BulkAsk {
    fn view(self) -> AnyView {
        view! { <BulkAskPage page=self /> }.into_any()
    }
}

#[component]
fn BulkAskPage(page: BulkAsk) -> impl IntoView {
    let t = texts();
    let more = page.count.saturating_sub(page.names.len() as u64);
    let more = (more > 0).then(|| view! { <li>{t.fmt("desk.more", &[("n", &number(more))])}</li> });
    let names = page.names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
    let changed =
        page.changed.then(|| view! { <p class="notice" role="alert">{t.get("desk.bulk.changed")}</p> });
    let rank = if page.grave { Rank::Danger } else { Rank::Primary };
    view! {
        <PageHead title=page.title above=page.list.clone() />
        {changed}
        <section class="panel">
            <p>{page.text}</p>
            <ul class="chips">{names}{more}</ul>
            <form class="form-acts" method="post" action=page.action>
                <Hidden fields=page.fields />
                <Submit label=page.act rank />
                <ButtonLink href=page.list.href label=t.get("desk.cancel") rank=Rank::Secondary />
            </form>
        </section>
    }
}
