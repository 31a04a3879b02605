//! What is asked before something is done to many rows of a list.

use super::parts::number;
use super::{Frame, Page, T};
use crate::ui::{ButtonLink, PageHead, Rank, Submit};
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
    /// The list, as it was looked at, and its name.
    pub list: (String, String),
}

impl Page for BulkAsk {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let fields: Vec<_> = p
            .fields
            .iter()
            .map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone() /> })
            .collect();
        let names: Vec<_> = p.names.iter().map(|name| view! { <li>{name.clone()}</li> }).collect();
        let more = p.count.saturating_sub(p.names.len() as u64);
        let more = (more > 0).then(|| view! { <li>{t.fmt("desk.more", &[("n", &number(more))])}</li> });
        let changed =
            p.changed.then(|| view! { <p class="notice" role="alert">{t.get("desk.bulk.changed")}</p> });
        let rank = if p.grave { Rank::Grave } else { Rank::First };
        view! {
            <PageHead title=p.title.clone() above=Some(p.list.clone()) />
            {changed}
            <section class="panel">
                <p>{p.text.clone()}</p>
                <ul class="chips">{names}{more}</ul>
                <form class="form-acts" method="post" action=p.action.clone()>
                    {fields}
                    <Submit label=p.act.clone() rank />
                    <ButtonLink href=p.list.0.clone() label=t.get("desk.cancel") rank=Rank::Quiet />
                </form>
            </section>
        }
        .into_any()
    }
}
