//! The list of suppliers.

use super::{SupplierFilters, SupplierRow, SupplierSearch, is_filtered};
use crate::desk::list::{ListColumn, ListColumns, ListSave, ListSaved, ListWithActs, Listed, tick_box};
use crate::desk::parts::{self, number};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{ButtonLink, EmptyState, Flag, PageHead, Rank, SelectOption, Submit, Tab, Tabs, Tick};
use leptos::prelude::*;

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppliers {
    /// The list as it is asked for: `q`, `retired`, `relationship`, `sort`.
    pub list: Listed,
    /// How many are active.
    pub active: u64,
    /// How many are retired.
    pub retired: u64,
    /// In which countries suppliers are.
    pub countries: Vec<SelectOption>,
    /// The groups that suppliers belong to.
    pub groups: Vec<SelectOption>,
    /// The rows of this page.
    pub rows: Vec<SupplierRow>,
    /// Campaigns that may ask more.
    pub campaigns: Vec<CampaignToJoin>,
}

/// A campaign that suppliers may be added to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CampaignToJoin {
    pub id: String,
    pub name: String,
}

/// The columns of the list.
pub static COLUMNS: [ListColumn<SupplierRow>; 22] = [
    ListColumn::new("name", "desk.supplier.name", |_, r: &SupplierRow| r.get("name").to_owned())
        .sort("", "-name")
        .drawn(|r| view! { <a href=routes::supplier(&r.id)>{r.get("name").to_owned()}</a> }.into_any()),
    ListColumn::new("reference", "desk.list.reference", |_, r: &SupplierRow| r.get("reference").to_owned())
        .sort("reference", "-reference")
        .usual(),
    ListColumn::new("relationship", "desk.supplier.relationship", |t, r: &SupplierRow| {
        r.shown(t, "relationship")
    })
    .sort("relationship", "-relationship")
    .usual(),
    ListColumn::new("via", "desk.supplier.via", |_, r: &SupplierRow| r.get("via").to_owned())
        .sort("via", "-via"),
    ListColumn::new("contact", "desk.supplier.contact_name", |_, r: &SupplierRow| {
        r.get("contact_name").to_owned()
    })
    .sort("contact", "-contact")
    .usual(),
    ListColumn::new("email", "desk.supplier.email", |_, r: &SupplierRow| r.get("email").to_owned())
        .sort("email", "-email")
        .usual()
        .drawn(|r| view! { <Email supplier=r.clone() /> }.into_any()),
    ListColumn::new("language", "desk.supplier.language", |_, r: &SupplierRow| r.get("language").to_owned())
        .sort("language", "-language")
        .drawn(|r| parts::language(r.get("language")).into_any()),
    ListColumn::new("country", "desk.supplier.country", |_, r: &SupplierRow| r.get("country").to_owned())
        .sort("country", "-country")
        .usual(),
    ListColumn::new("spend", "desk.supplier.spend_share", |_, r: &SupplierRow| {
        r.get("spend_share").to_owned()
    })
    .sort("spend", "-spend")
    .number(),
    ListColumn::new("parts", "desk.supplier.parts", |_, r: &SupplierRow| r.get("parts").to_owned())
        .sort("parts", "-parts"),
    ListColumn::new("important", "desk.supplier.important", |_, r: &SupplierRow| {
        r.get("important").to_owned()
    }),
    ListColumn::new("excluded", "desk.supplier.excluded", |_, r: &SupplierRow| r.get("excluded").to_owned()),
    ListColumn::new("groups", "desk.supplier.groups", |_, r: &SupplierRow| r.get("groups").to_owned()),
    ListColumn::new("phone", "desk.supplier.phone", |_, r: &SupplierRow| r.get("phone").to_owned()),
    ListColumn::new("second_name", "desk.supplier.second_name", |_, r: &SupplierRow| {
        r.get("second_name").to_owned()
    }),
    ListColumn::new("second_email", "desk.supplier.second_email", |_, r: &SupplierRow| {
        r.get("second_email").to_owned()
    }),
    ListColumn::new("second_phone", "desk.supplier.second_phone", |_, r: &SupplierRow| {
        r.get("second_phone").to_owned()
    }),
    ListColumn::new("second_language", "desk.supplier.second_language", |_, r: &SupplierRow| {
        r.get("second_language").to_owned()
    })
    .drawn(|r| parts::language(r.get("second_language")).into_any()),
    ListColumn::new("buyer_name", "desk.supplier.buyer_name", |_, r: &SupplierRow| {
        r.get("buyer_name").to_owned()
    }),
    ListColumn::new("buyer_email", "desk.supplier.buyer_email", |_, r: &SupplierRow| {
        r.get("buyer_email").to_owned()
    }),
    ListColumn::new("buyer_phone", "desk.supplier.buyer_phone", |_, r: &SupplierRow| {
        r.get("buyer_phone").to_owned()
    }),
    ListColumn::new("buyer_language", "desk.supplier.buyer_language", |_, r: &SupplierRow| {
        r.get("buyer_language").to_owned()
    })
    .drawn(|r| parts::language(r.get("buyer_language")).into_any()),
];

/// The address, and whether mail to it fails.
#[component]
fn Email(supplier: SupplierRow) -> impl IntoView {
    let fails = supplier.mail_problem.is_some();
    let fails = fails.then(|| view! { <Flag text=texts().get("desk.mail.fails_short") /> });
    view! { {fails}{supplier.get("email").to_owned()} }
}

impl DeskPage for Suppliers {
    fn view(self) -> AnyView {
        view! { <SuppliersPage page=self /> }.into_any()
    }
}

#[component]
fn SuppliersPage(page: Suppliers) -> impl IntoView {
    let t = texts();
    let Suppliers { list, active, retired, countries, groups, rows, campaigns } = page;
    let acts = frame().can_run().then(|| {
        view! {
            <ButtonLink href=routes::new_supplier() label=t.get("desk.suppliers.add") />
            <ButtonLink href=routes::import() label=t.get("desk.suppliers.import") rank=Rank::Primary />
        }
    });
    let retired_shown = !list.query.get("retired").is_empty();
    view! {
        <PageHead title=t.get("desk.suppliers.title")>{acts}</PageHead>
        <ListSaved list=list.clone() />
        <div class="list-head">
            <ActiveAndRetired active retired retired_shown />
            <SupplierSearch list=list.clone() countries=countries.clone() groups=groups.clone() />
            <ListSave list=list.clone() />
            <ListColumns list=list.clone() columns=&COLUMNS />
        </div>
        <SupplierFilters list=list.clone() countries groups />
        <SupplierTable list rows campaigns retired_shown />
    }
}

#[component]
fn ActiveAndRetired(active: u64, retired: u64, retired_shown: bool) -> impl IntoView {
    let t = texts();
    let tab = |of_retired: bool, label: &str, n: u64| Tab {
        href: routes::with(routes::suppliers(), &[("retired", if of_retired { "1" } else { "" })]),
        label: t.get(label).to_owned(),
        count: Some(number(n)),
        current: of_retired == retired_shown,
    };
    let tabs =
        vec![tab(false, "desk.suppliers.active", active), tab(true, "desk.suppliers.retired", retired)];
    view! { <Tabs label=t.get("desk.suppliers.title") tabs /> }
}

/// The suppliers, and what can be done to many of them.
#[component]
fn SupplierTable(
    list: Listed,
    rows: Vec<SupplierRow>,
    campaigns: Vec<CampaignToJoin>,
    retired_shown: bool,
) -> impl IntoView {
    let t = texts();
    if rows.is_empty() {
        let none = if is_filtered(&list) { "desk.search.none" } else { "desk.suppliers.none" };
        return view! { <EmptyState text=t.get(none) /> }.into_any();
    }
    let tick: fn(&SupplierRow) -> Tick = |r| tick_box(&r.id, r.get("name"));
    let acts = move || view! { <BulkActs campaigns retired_shown /> };
    view! {
        <ListWithActs list caption=t.get("desk.suppliers.title") columns=&COLUMNS rows tick action=routes::suppliers_bulk() acts />
    }
    .into_any()
}

/// What can be done to many suppliers.
#[component]
fn BulkActs(campaigns: Vec<CampaignToJoin>, retired_shown: bool) -> impl IntoView {
    let t = texts();
    if retired_shown {
        return view! { <Submit label=t.get("desk.bulk.restore") says=("act", "restore") /> }.into_any();
    }
    let some = !campaigns.is_empty();
    let options = campaigns.into_iter().map(|it| view! { <option value=it.id>{it.name}</option> });
    let add = some.then(|| {
        view! {
            <label class="unseen" for="to">{t.get("desk.queue.campaign")}</label>
            <select id="to" name="to">{options.collect_view()}</select>
            <Submit label=t.get("desk.bulk.add") says=("act", "add") />
        }
    });
    view! { {add}<Submit label=t.get("desk.bulk.retire") says=("act", "retire") /> }.into_any()
}
