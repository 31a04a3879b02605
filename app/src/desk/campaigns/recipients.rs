//! Whom a campaign asks.

use crate::desk::frame::Frame;
use crate::desk::list::{self, ListColumn, Listed};
use crate::desk::parts::{self, number};
use crate::desk::routes;
use crate::desk::suppliers::{related, relationship_filter};
use crate::desk::{Page, T};
use crate::islands::Ticked;
use crate::ui::{Act, ButtonLink, EmptyState, PageHead, Rank, Submit, Tick};
use leptos::prelude::*;

/// The suppliers that a campaign may ask, a page at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipients {
    /// The campaign.
    pub id: String,
    pub name: String,
    /// How many it asks.
    pub chosen: u64,
    /// How many active suppliers there are.
    pub suppliers: u64,
    /// The list as it is looked at: `q`, `relationship`, `sort`.
    pub list: Listed,
    /// This page of suppliers.
    pub rows: Vec<Recipient>,
    /// The page's own address, to come back to.
    pub here: String,
}

/// A supplier that may be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// Supplier.
    pub id: String,
    pub name: String,
    /// The company's number for it.
    pub reference: String,
    /// Relationship key.
    pub relationship: String,
    pub email: String,
    pub country: String,
    /// Whether the campaign asks it.
    pub chosen: bool,
    /// State of its request: once invited it cannot be dropped here.
    pub state: Option<String>,
}

impl Recipient {
    /// Whether it was invited, so that it stays.
    fn is_fixed(&self) -> bool {
        self.state.as_deref().is_some_and(|state| state != "planned")
    }
}

/// The columns of the list.
pub static COLUMNS: [ListColumn<Recipient>; 6] = [
    ListColumn::new("name", "desk.supplier.name", |_, r: &Recipient| r.name.clone()).sort("", "-name"),
    ListColumn::new("reference", "desk.list.reference", |_, r: &Recipient| r.reference.clone()).usual(),
    ListColumn::new("relationship", "desk.supplier.relationship", |t, r: &Recipient| {
        parts::relationship(t, &r.relationship)
    })
    .usual(),
    ListColumn::new("email", "desk.supplier.email", |_, r: &Recipient| r.email.clone()).usual(),
    ListColumn::new("country", "desk.supplier.country", |_, r: &Recipient| r.country.clone()).usual(),
    ListColumn::new("state", "desk.queue.state", |t, r: &Recipient| {
        r.state.as_deref().map_or(String::new(), |state| t.get(parts::state_key(state)).to_owned())
    })
    .usual()
    .drawn(|t, r| r.state.as_deref().map_or(().into_any(), |state| parts::state(t, state))),
];

impl Page for Recipients {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let look = &p.list.look;
        let base = routes::recipients(&p.id);
        let above = Some((routes::campaign(&p.id), p.name.clone()));
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
        let filtered = p.list.searched().is_some() || !look.get("relationship").is_empty();
        let list = if p.rows.is_empty() {
            let none = if filtered { "desk.search.none" } else { "desk.suppliers.none" };
            view! { <EmptyState text=t.get(none) /> }.into_any()
        } else {
            choice(t, p, write, base.clone())
        };
        let so_far =
            t.fmt("desk.recipients.so_far", &[("n", &number(p.chosen)), ("of", &number(p.suppliers))]);
        let filters = vec![
            ("q", "desk.list.search", p.list.searched()),
            ("relationship", "desk.supplier.relationship", related(t, look.get("relationship"))),
        ];
        view! {
            <PageHead title=t.get("desk.recipients.title") above>{next}</PageHead>
            <div class="bar-line"><p class="lead">{so_far}</p><div class="row-acts">{all}</div></div>
            {by_relationship}
            <div class="list-head">
                <form class="filter" method="get" action=base role="search">
                    {p.list.hidden(&["q", "relationship"])}
                    {relationship_filter(t, look.get("relationship"))}
                    <label class="unseen" for="q">{t.get("desk.suppliers.search")}</label>
                    <input id="q" name="q" type="search" placeholder=t.get("desk.suppliers.search") value=look.get("q").to_owned() />
                    <Submit label=t.get("desk.search") />
                </form>
                {list::column_choice(t, &p.list, &COLUMNS)}
            </div>
            {p.list.filters(t, filters)}
            {list}
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

/// The rows with a box each: what is ticked is asked.
fn choice(t: T, p: &Recipients, write: bool, action: String) -> AnyView {
    let tick: fn(T, &Recipient) -> _ = |t, r| Tick {
        name: "chosen".to_owned(),
        value: r.id.clone(),
        label: t.fmt("desk.list.tick_one", &[("name", &r.name)]),
        checked: r.chosen,
        disabled: r.is_fixed(),
    };
    let caption = t.get("desk.recipients.title");
    let table = list::table(t, &p.list, caption, &COLUMNS, &p.rows, write.then_some(tick));
    if !write {
        return view! { {table}{list::pager(t, &p.list)} }.into_any();
    }
    // Only what the page showed is changed.
    let shown = p.rows.iter().filter(|r| !r.is_fixed());
    let shown: Vec<_> =
        shown.map(|r| view! { <input type="hidden" name="shown" value=r.id.clone() /> }).collect();
    view! {
        <form method="post" action=action>
            <input type="hidden" name="here" value=p.here.clone() />
            {shown}{table}
            <div class="form-acts sticky">
                <Submit label=t.get("desk.recipients.save") rank=Rank::First />
                <ButtonLink href=routes::campaign(&p.id) label=t.get("desk.back") />
                <Ticked count=t.get("desk.bulk.count").to_owned() page=t.get("desk.bulk.page").to_owned() none=t.get("desk.bulk.none").to_owned() />
            </div>
        </form>
        {list::pager(t, &p.list)}
    }
    .into_any()
}
