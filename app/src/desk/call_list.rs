//! The call list: requests that no mail gets an answer to any more, with whom to call.

use super::calls::CallLine;
use super::list::{
    ListColumn, ListColumns, ListFilter, ListFilters, ListPager, ListSearch, ListTable, Listed,
};
use super::parts::{StateBadge, state_text};
use super::suppliers::PhoneNumber;
use super::{DeskPage, frame, routes, texts};
use crate::ui::{EmptyState, FilterChoice, Flag, Link, PageHead, SelectOption};
use domain::workflow::RequestState;
use leptos::prelude::*;

/// A request whose supplier is to be called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallRow {
    pub id: String,
    pub supplier: String,
    pub reference: String,
    pub country: String,
    /// Share of spend.
    pub spend: String,
    pub campaign: String,
    pub state: RequestState,
    /// Past its due day.
    pub overdue: bool,
    pub due: String,
    /// Whether mail does not reach it.
    pub unreachable: bool,
    /// Whether its reminders are paused; else they are used up.
    pub paused: bool,
    /// How many whole days nothing was heard.
    pub days: i64,
    pub contact: String,
    pub phone: String,
    pub second: String,
    pub second_phone: String,
    pub buyer: String,
    pub buyer_phone: String,
    /// How often it was called.
    pub calls: usize,
    pub last: Option<CallLine>,
    /// Who of the team looks after it.
    pub owner: String,
}

impl CallRow {
    fn why(&self) -> &'static str {
        match (self.unreachable, self.paused) {
            (true, _) => "desk.call_list.unreachable",
            (false, true) => "desk.call_list.paused",
            (false, false) => "desk.call_list.used_up",
        }
    }
}

/// The columns.
pub static COLUMNS: [ListColumn<CallRow>; 16] = [
    ListColumn::new("supplier", "desk.queue.supplier", |_, r: &CallRow| r.supplier.clone())
        .sort("name", "-name")
        .drawn(|r| view! { <SupplierAndCall row=r.clone() /> }.into_any()),
    ListColumn::new("why", "desk.call_list.why", |t, r: &CallRow| t.get(r.why()).to_owned()).usual(),
    ListColumn::new("days", "desk.call_list.days", |_, r: &CallRow| r.days.to_string()).usual().number(),
    ListColumn::new("contact", "desk.supplier.contact_name", |_, r: &CallRow| both(&r.contact, &r.phone))
        .usual()
        .drawn(|r| person(&r.contact, &r.phone)),
    ListColumn::new("second", "desk.supplier.second_name", |_, r: &CallRow| both(&r.second, &r.second_phone))
        .usual()
        .drawn(|r| person(&r.second, &r.second_phone)),
    ListColumn::new("buyer", "desk.supplier.buyer_name", |_, r: &CallRow| both(&r.buyer, &r.buyer_phone))
        .usual()
        .drawn(|r| person(&r.buyer, &r.buyer_phone)),
    ListColumn::new("last", "desk.call_list.last", |t, r: &CallRow| {
        r.last.as_ref().map_or(String::new(), |call| format!("{} {}", call.on, call.outcome_in(t)))
    })
    .usual()
    .drawn(|r| {
        let last = r.last.clone();
        last.map(|it| view! { <div>{it.on.clone()}<div>{it.outcome_text()}</div></div> }).into_any()
    }),
    ListColumn::new("calls", "desk.call_list.calls", |_, r: &CallRow| {
        if r.calls == 0 { String::new() } else { r.calls.to_string() }
    })
    .number(),
    ListColumn::new("spend", "desk.supplier.spend_share", |_, r: &CallRow| r.spend.clone())
        .usual()
        .number()
        .sort("spend", "-spend"),
    ListColumn::new("state", "desk.queue.state", |t, r: &CallRow| t.get(state_text(r.state)).to_owned())
        .sort("state", "-state")
        .drawn(|r| view! { <CallState row=r.clone() /> }.into_any()),
    ListColumn::new("campaign", "desk.queue.campaign", |_, r: &CallRow| r.campaign.clone()),
    ListColumn::new("reference", "desk.list.reference", |_, r: &CallRow| r.reference.clone()),
    ListColumn::new("country", "desk.supplier.country", |_, r: &CallRow| r.country.clone())
        .sort("country", "-country"),
    ListColumn::new("due", "desk.queue.due", |_, r: &CallRow| r.due.clone()),
    ListColumn::new("owner", "desk.queue.owner", |_, r: &CallRow| r.owner.clone()).sort("owner", "-owner"),
    ListColumn::new("words", "desk.call.words", |_, r: &CallRow| {
        r.last.as_ref().map_or(String::new(), |call| call.words.clone())
    }),
];

/// Name and telephone number, as a file says them.
fn both(name: &str, phone: &str) -> String {
    [name, phone].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The same as a page shows them: the number can be dialled.
fn person(name: &str, phone: &str) -> AnyView {
    if name.is_empty() && phone.is_empty() {
        return ().into_any();
    }
    view! { <div>{name.to_owned()}<PhoneNumber number=phone /></div> }.into_any()
}

#[component]
fn SupplierAndCall(row: CallRow) -> impl IntoView {
    let href = routes::with(routes::request_calls(&row.id), &[("from", "call-list")]);
    let record = frame()
        .can_write()
        .then(|| view! { <div class="no-print"><a class="minor" href=href>{texts().get("desk.calls.record")}</a></div> });
    view! { <div><a href=routes::request(&row.id)>{row.supplier}</a>{record}</div> }
}

#[component]
fn CallState(row: CallRow) -> impl IntoView {
    let late = row.overdue.then(|| view! { <Flag text=texts().get("state.overdue") /> });
    view! { <StateBadge state=row.state />{late} }
}

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallList {
    /// The list as it is asked for: `q`, `campaign`, `called`, `owner`.
    pub list: Listed,
    pub campaigns: Vec<SelectOption>,
    /// Members of the team who look after requests.
    pub owners: Vec<SelectOption>,
    pub rows: Vec<CallRow>,
}

impl DeskPage for CallList {
    fn view(self) -> AnyView {
        view! { <CallListPage page=self /> }.into_any()
    }
}

#[component]
fn CallListPage(page: CallList) -> impl IntoView {
    let t = texts();
    let CallList { list, campaigns, owners, rows } = page;
    let named = |options: &[SelectOption], value: &str| {
        options.iter().find(|it| it.value == value).map(|it| it.label.clone())
    };
    let filters = vec![
        ListFilter::new("campaign", "desk.queue.campaign", named(&campaigns, list.query.get("campaign"))),
        ListFilter::new("owner", "desk.queue.owner", named(&owners, list.query.get("owner"))),
        ListFilter::new(
            "called",
            "desk.calls.title",
            (!list.query.get("called").is_empty()).then(|| t.get("desk.call_list.not_called").to_owned()),
        ),
    ];
    let called = vec![SelectOption::new("no", t.get("desk.call_list.not_called"))];
    let above = Link::new(routes::requests(), t.get("desk.queue.title"));
    let choice = |name: &'static str, label: &'static str, every: &'static str, values: Vec<SelectOption>| {
        let chosen = list.query.get(name).to_owned();
        view! { <FilterChoice name label=t.get(label) every=t.get(every) values chosen /> }
    };
    let choices = view! {
        {choice("campaign", "desk.queue.campaign", "desk.call_list.every_campaign", campaigns.clone())}
        {choice("owner", "desk.queue.owner", "desk.call_list.any_owner", owners.clone())}
        {choice("called", "desk.calls.title", "desk.call_list.called_or_not", called)}
    };
    let table = if rows.is_empty() {
        view! { <EmptyState text=t.get("desk.call_list.none") /> }.into_any()
    } else {
        view! {
            <ListTable list=list.clone() caption=t.get("desk.call_list.title") columns=&COLUMNS rows />
            <ListPager list=list.clone() />
        }
        .into_any()
    };
    view! {
        <PageHead title=t.get("desk.call_list.title") above />
        <p class="lead">{t.get("desk.call_list.lead")}</p>
        <div class="list-head">
            <ListSearch list=list.clone() label=t.get("desk.list.search") sets=&["campaign", "owner", "called"]>{choices}</ListSearch>
            <ListColumns list=list.clone() columns=&COLUMNS />
        </div>
        <ListFilters list filters />
        {table}
    }
}
