//! Whom a campaign asks.

use crate::desk::list::{ListColumn, ListColumns, ListPager, ListTable, Listed};
use crate::desk::parts::{StateBadge, number, state_text};
use crate::desk::suppliers::{SupplierFilters, SupplierSearch, is_filtered};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::islands::Ticked;
use crate::ui::{ButtonLink, EmptyState, Link, PageHead, PostButton, Rank, Submit, Tick};
use domain::terms::Relationship;
use domain::workflow::RequestState;
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
    /// The list as it is asked for: `q`, `relationship`, `sort`.
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
    pub relationship: Relationship,
    pub email: String,
    pub country: String,
    /// Why nobody asks it; blank where it may be asked.
    pub excluded: String,
    /// Whether the campaign asks it.
    pub chosen: bool,
    /// State of its request: once invited it cannot be dropped here.
    pub state: Option<RequestState>,
}

impl Recipient {
    /// Whether its box says what nobody changes here: it was invited, or is excluded.
    fn is_fixed(&self) -> bool {
        !self.excluded.is_empty() || self.state.is_some_and(|state| state != RequestState::Planned)
    }

    /// Its box: what is ticked is asked.
    fn tick(&self) -> Tick {
        Tick {
            name: "chosen".to_owned(),
            value: self.id.clone(),
            label: texts().fmt("desk.list.tick_one", &[("name", &self.name)]),
            checked: self.chosen,
            disabled: self.is_fixed(),
        }
    }
}

/// The columns of the list.
pub static COLUMNS: [ListColumn<Recipient>; 6] = [
    ListColumn::new("name", "desk.supplier.name", |_, r: &Recipient| r.name.clone()).sort("", "-name"),
    ListColumn::new("reference", "desk.list.reference", |_, r: &Recipient| r.reference.clone()).usual(),
    ListColumn::new("relationship", "desk.supplier.relationship", |t, r: &Recipient| {
        t.get(r.relationship.text_key()).to_owned()
    })
    .usual(),
    ListColumn::new("email", "desk.supplier.email", |_, r: &Recipient| r.email.clone()).usual(),
    ListColumn::new("country", "desk.supplier.country", |_, r: &Recipient| r.country.clone()).usual(),
    ListColumn::new("state", "desk.queue.state", |t, r: &Recipient| match r.state {
        Some(state) => t.get(state_text(state)).to_owned(),
        None if r.excluded.is_empty() => String::new(),
        None => t.fmt("desk.preview.excluded", &[("why", &r.excluded)]),
    })
    .usual()
    .drawn(|r| match r.state {
        Some(state) => view! { <StateBadge state /> }.into_any(),
        None if r.excluded.is_empty() => ().into_any(),
        None => texts().fmt("desk.preview.excluded", &[("why", &r.excluded)]).into_any(),
    }),
];

impl DeskPage for Recipients {
    fn view(self) -> AnyView {
        view! { <RecipientsPage page=self /> }.into_any()
    }
}

#[component]
fn RecipientsPage(page: Recipients) -> impl IntoView {
    let t = texts();
    let Recipients { id, name, chosen, suppliers, list, rows, here } = page;
    let write = frame().can_manage();
    let next = (write && chosen > 0).then(|| {
        view! { <ButtonLink href=routes::preview(&id) label=t.get("desk.campaign.to_preview") rank=Rank::Primary /> }
    });
    let so_far = t.fmt("desk.recipients.so_far", &[("n", &number(chosen)), ("of", &number(suppliers))]);
    let own = routes::recipients(&id);
    let pager = (!rows.is_empty()).then(|| view! { <ListPager list=list.clone() /> });
    let found = if rows.is_empty() {
        let none = if is_filtered(&list) { "desk.search.none" } else { "desk.suppliers.none" };
        view! { <EmptyState text=t.get(none) /> }.into_any()
    } else if write {
        view! { <Choose campaign=id.clone() list=list.clone() rows here /> }.into_any()
    } else {
        view! { <RecipientTable list=list.clone() rows /> }.into_any()
    };
    view! {
        <PageHead title=t.get("desk.recipients.title") above=Link::new(routes::campaign(&id), name)>{next}</PageHead>
        <div class="bar-line">
            <p class="lead">{so_far}</p>
            <div class="row-acts">{write.then(|| view! { <AllOrNone action=own.clone() /> })}</div>
        </div>
        {write.then(|| view! { <ByRelationship action=own.clone() /> })}
        <div class="list-head">
            <SupplierSearch list=list.clone() />
            <ListColumns list=list.clone() columns=&COLUMNS />
        </div>
        <SupplierFilters list />
        {found}{pager}
    }
}

#[component]
fn AllOrNone(action: String) -> impl IntoView {
    let t = texts();
    let (drop, add) = (vec![("all", "drop".to_owned())], vec![("all", "add".to_owned())]);
    view! {
        <PostButton to=action.clone() label=t.get("desk.recipients.none_of") rank=Rank::Secondary fields=drop />
        <PostButton to=action label=t.get("desk.recipients.all") fields=add />
    }
}

/// Chooses by how suppliers stand to the company, whatever page is shown.
#[component]
fn ByRelationship(action: String) -> impl IntoView {
    let t = texts();
    let boxes = Relationship::ALL.iter().map(|it| {
        let id = format!("relationship-{}", it.key());
        view! {
            <input type="checkbox" id=id.clone() name="relationship" value=it.key() />
            <label for=id>{t.get(it.text_key())}</label>
        }
    });
    view! {
        <form class="filter" method="post" action=action aria-label=t.get("desk.recipients.by_relationship")>
            <input type="hidden" name="all" value="relationships" />
            {boxes.collect_view()}
            <Submit label=t.get("desk.recipients.by_relationship") rank=Rank::Secondary />
        </form>
    }
}

#[component]
fn RecipientTable(
    list: Listed,
    rows: Vec<Recipient>,
    /// Whether rows have a box.
    #[prop(optional)]
    ticked: bool,
) -> impl IntoView {
    let tick: fn(&Recipient) -> Tick = Recipient::tick;
    let tick = ticked.then_some(tick);
    view! { <ListTable list caption=texts().get("desk.recipients.title") columns=&COLUMNS rows tick /> }
}

/// The rows with a box each, in a form that keeps what is ticked.
#[component]
fn Choose(campaign: String, list: Listed, rows: Vec<Recipient>, here: String) -> impl IntoView {
    let t = texts();
    // Only what the page showed is changed.
    let shown = rows.iter().filter(|r| !r.is_fixed());
    let shown =
        shown.map(|r| view! { <input type="hidden" name="shown" value=r.id.clone() /> }).collect_view();
    let [count, page, none] =
        ["desk.bulk.count", "desk.bulk.page", "desk.bulk.none"].map(|key| t.get(key).to_owned());
    view! {
        <form method="post" action=routes::recipients(&campaign)>
            <input type="hidden" name="here" value=here />
            {shown}
            <RecipientTable list rows ticked=true />
            <div class="form-acts sticky">
                <Submit label=t.get("desk.recipients.save") rank=Rank::Primary />
                <ButtonLink href=routes::campaign(&campaign) label=t.get("desk.back") />
                <Ticked count page none elsewhere=0 />
            </div>
        </form>
    }
}
