//! Whom a campaign asks.

use crate::desk::frame::Frame;
use crate::desk::parts::{self, Paging, number, paging};
use crate::desk::routes;
use crate::desk::{Page, T};
use crate::islands::TickList;
use crate::ui::{Act, ButtonLink, EmptyState, PageHead, Rank, Submit};
use leptos::prelude::*;

/// The suppliers that a campaign may ask, a page at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipients {
    /// The campaign.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many it asks.
    pub chosen: u64,
    /// How many active suppliers there are.
    pub suppliers: u64,
    /// What was searched for.
    pub search: String,
    /// This page of suppliers.
    pub rows: Vec<Recipient>,
    /// Where it goes on.
    pub paging: Paging,
    /// The page's own query, to come back to.
    pub here: String,
}

/// A supplier that may be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// Supplier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Relationship key.
    pub relationship: String,
    /// Address.
    pub email: String,
    /// Country.
    pub country: String,
    /// Whether the campaign asks it.
    pub chosen: bool,
    /// State of its request: once invited it cannot be dropped here.
    pub state: Option<String>,
}

impl Page for Recipients {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let own = routes::campaign(&p.id);
        let base = routes::recipients(&p.id);
        let above = Some((own.clone(), p.name.clone()));
        let write = f.can_write();
        let all = write.then(|| {
            view! {
                <Act to=base.clone() label=t.get("desk.recipients.none_of") rank=Rank::Quiet fields=vec![("all", "drop".into())] />
                <Act to=base.clone() label=t.get("desk.recipients.all") fields=vec![("all", "add".into())] />
            }
        });
        let by_relationship = write.then(|| relationships(t, base.clone()));
        let next = (write && p.chosen > 0)
            .then(|| view! { <ButtonLink href=routes::preview(&p.id) label=t.get("desk.campaign.to_preview") rank=Rank::First /> }.into_any());
        let list = if p.rows.is_empty() {
            view! { <EmptyState text={t.get(if p.search.is_empty() { "desk.suppliers.none" } else { "desk.search.none" })} /> }.into_any()
        } else {
            choice(t, p, write, base.clone())
        };
        let so_far =
            t.fmt("desk.recipients.so_far", &[("n", &number(p.chosen)), ("of", &number(p.suppliers))]);
        view! {
            <PageHead title=t.get("desk.recipients.title") above>{next}</PageHead>
            <div class="bar-line"><p class="lead">{so_far}</p><div class="row-acts">{all}</div></div>
            <form class="filter" method="get" action=base role="search">
                <label for="q">{t.get("desk.suppliers.search")}</label>
                <input id="q" name="q" type="search" value=p.search.clone() />
                <Submit label=t.get("desk.search") />
            </form>
            {by_relationship}
            {list}
            {paging(t, &p.paging)}
        }
        .into_any()
    }
}

/// Chooses by how suppliers stand to the company, whatever page is shown.
fn relationships(t: T, action: String) -> AnyView {
    let boxes: Vec<_> = ["direct", "contract_manufacturer", "indirect"]
        .into_iter()
        .map(|key| {
            let id = format!("relationship-{key}");
            view! {
                <input type="checkbox" id=id.clone() name="relationship" value=key />
                <label for=id>{parts::relationship(t, key)}</label>
            }
        })
        .collect();
    view! {
        <form class="filter" method="post" action=action aria-label=t.get("desk.recipients.by_relationship")>
            <input type="hidden" name="all" value="relationships" />
            {boxes}
            <Submit label=t.get("desk.recipients.by_relationship") rank=Rank::Quiet />
        </form>
    }
    .into_any()
}

/// The rows with a box each.
fn choice(t: T, p: &Recipients, write: bool, action: String) -> AnyView {
    let rows: Vec<_> = p.rows.iter().map(|r| pick(t, r, write)).collect();
    let save = write.then(|| {
        view! {
            <div class="form-acts sticky">
                <Submit label=t.get("desk.recipients.save") rank=Rank::First />
                <ButtonLink href=routes::campaign(&p.id) label=t.get("desk.back") />
            </div>
        }
    });
    let text = |key| t.get(key).to_owned();
    view! {
        <form class="panel" method="post" action=action>
            <input type="hidden" name="here" value=p.here.clone() />
            <TickList
                filter=text("desk.recipients.narrow")
                count=text("desk.recipients.ticked")
                every=text("desk.recipients.page_all")
                none=text("desk.recipients.page_none")
            >
                <ul class="picks">{rows}</ul>
            </TickList>
            {save}
        </form>
    }
    .into_any()
}

fn pick(t: T, r: &Recipient, write: bool) -> AnyView {
    let fixed = r.state.as_deref().is_some_and(|s| s != "planned");
    let shown = (!fixed).then(|| view! { <input type="hidden" name="shown" value=r.id.clone() /> });
    let state = r.state.clone().map(|s| parts::state(t, &s));
    let id = format!("pick-{}", r.id);
    let about = format!("{} · {}", parts::relationship(t, &r.relationship), r.email);
    view! {
        <li class="pick">
            {shown}
            <input type="checkbox" id=id.clone() name="chosen" value=r.id.clone() checked=r.chosen
                disabled=fixed || !write />
            <label for=id.clone()>
                <span class="pick-name">{r.name.clone()}</span>
                <span class="minor">{about}</span>
            </label>
            {state}
        </li>
    }
    .into_any()
}
