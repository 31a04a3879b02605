//! The review queue.

use super::list::{
    ListColumn, ListColumns, ListFilter, ListFilters, ListSearch, ListWithActs, Listed, tick_box,
};
use super::parts::{StateBadge, number, state_text};
use super::{DeskPage, routes, texts};
use crate::islands::{LocalTime, utc};
use crate::ui::{EmptyState, FilterChoice, Flag, PageHead, SelectOption, Submit, Tick};
use domain::workflow::{RequestState, Stage};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// The list as it is asked for: `campaign`, `state` (of a [`QueueView`]), `q`, `sort`.
    pub list: Listed,
    /// Campaigns: identifier and name.
    pub campaigns: Vec<SelectOption>,
    /// How many requests there are in each view.
    pub counts: Vec<QueueCount>,
    /// This page's rows.
    pub rows: Vec<QueueRow>,
}

/// What pictures filter by, with the key of what it is called.
pub const PICKED: [(&str, &str); 5] = [
    ("rule", "pictures.filter.rule"),
    ("scope", "pictures.filter.scope"),
    ("metal", "pictures.filter.metal"),
    ("country", "pictures.filter.country"),
    ("answered", "pictures.filter.answered"),
];

/// Which requests the queue shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueueView {
    #[default]
    All,
    /// What waits for the team.
    Review,
    /// What waits for suppliers past its due day.
    Overdue,
    /// What is in one state.
    In(RequestState),
    /// What has come so far at least; no view of its own, but what pictures lead to.
    At(Stage),
}

impl QueueView {
    /// Its value in the address.
    pub fn key(self) -> &'static str {
        match self {
            QueueView::All => "",
            QueueView::Review => "review",
            QueueView::Overdue => "overdue",
            QueueView::In(state) => state.key(),
            QueueView::At(stage) => stage.key(),
        }
    }

    /// Reads it from the address; what it does not know means all.
    pub fn parse(key: &str) -> QueueView {
        match key {
            "review" => QueueView::Review,
            "overdue" => QueueView::Overdue,
            key => {
                let stage = || Stage::parse(key).map(QueueView::At);
                RequestState::parse(key).map(QueueView::In).or_else(stage).unwrap_or(QueueView::All)
            }
        }
    }

    /// The key of the text that names it.
    fn text_key(self) -> &'static str {
        match self {
            QueueView::At(Stage::Asked) => "pictures.stage.all_asked",
            QueueView::At(Stage::Opened) => "pictures.stage.all_opened",
            QueueView::At(Stage::Started) => "pictures.stage.all_started",
            QueueView::At(Stage::Answered) => "pictures.stage.all_answered",
            QueueView::At(Stage::Accepted) => "pictures.stage.all_accepted",
            QueueView::All => "desk.queue.all",
            QueueView::Review => "desk.queue.review",
            QueueView::Overdue => "state.overdue",
            QueueView::In(state) => state_text(state),
        }
    }
}

/// How many requests a view of the queue has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueCount {
    pub view: QueueView,
    pub count: u64,
}

/// The columns of the queue.
pub static COLUMNS: [ListColumn<QueueRow>; 13] = [
    ListColumn::new("supplier", "desk.queue.supplier", |_, r: &QueueRow| r.supplier.clone())
        .sort("", "-name")
        .drawn(|r| view! { <a href=routes::request(&r.id)>{r.supplier.clone()}</a> }.into_any()),
    ListColumn::new("reference", "desk.list.reference", |_, r: &QueueRow| r.reference.clone()).usual(),
    ListColumn::new("country", "desk.supplier.country", |_, r: &QueueRow| r.country.clone()),
    ListColumn::new("campaign", "desk.queue.campaign", |_, r: &QueueRow| r.campaign.clone()),
    ListColumn::new("state", "desk.queue.state", |t, r: &QueueRow| t.get(state_text(r.state)).to_owned())
        .usual()
        .drawn(|r| view! { <QueueState row=r.clone() /> }.into_any()),
    ListColumn::new("overdue", "state.overdue", |_, r: &QueueRow| {
        if r.overdue { "1" } else { "" }.to_owned()
    }),
    ListColumn::new("days", "desk.queue.days", |_, r: &QueueRow| r.days.to_string())
        .usual()
        .number()
        .sort("waiting", "recent"),
    ListColumn::new("since", "desk.queue.since", |_, r: &QueueRow| utc(r.since))
        .drawn(|r| view! { <LocalTime at=r.since /> }.into_any()),
    ListColumn::new("due", "desk.queue.due", |_, r: &QueueRow| r.due.clone()),
    ListColumn::new("last", "desk.queue.last", |_, r: &QueueRow| count(r.submissions)).number(),
    ListColumn::new("findings", "desk.queue.findings", |_, r: &QueueRow| match r.submissions {
        0 => String::new(),
        _ => r.findings.to_string(),
    })
    .usual()
    .number(),
    ListColumn::new("contact", "desk.supplier.contact_name", |_, r: &QueueRow| r.contact.clone()),
    ListColumn::new("email", "desk.supplier.email", |_, r: &QueueRow| r.email.clone()),
];

fn count(n: i64) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

/// A request as the queue shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueRow {
    /// Request.
    pub id: String,
    /// Supplier's name.
    pub supplier: String,
    /// Supplier's number.
    pub reference: String,
    pub country: String,
    /// Campaign's name.
    pub campaign: String,
    pub state: RequestState,
    /// Since when.
    pub since: i64,
    /// How many days that is.
    pub days: i64,
    /// Due day.
    pub due: String,
    /// Who answers.
    pub contact: String,
    pub email: String,
    /// Past its due day.
    pub overdue: bool,
    /// Number of the last submission.
    pub submissions: i64,
    /// How many findings the reviewer sees.
    pub findings: i64,
    /// Another contact was proposed.
    pub proposed: bool,
    /// Mail fails for good.
    pub mail_problem: bool,
}

impl DeskPage for Queue {
    fn view(self) -> AnyView {
        view! { <QueuePage page=self /> }.into_any()
    }
}

#[component]
fn QueuePage(page: Queue) -> impl IntoView {
    let t = texts();
    let Queue { list, campaigns, counts, rows } = page;
    let chosen = list.query.get("campaign").to_owned();
    let campaign = campaigns.iter().find(|it| it.value == chosen).map(|it| it.label.clone());
    let view = QueueView::parse(list.query.get("state"));
    let state = (view != QueueView::All).then(|| t.get(view.text_key()).to_owned());
    let mut filters = vec![
        ListFilter::new("campaign", "desk.queue.campaign", campaign),
        ListFilter::new("state", "desk.queue.state", state),
    ];
    // What only pictures lead to has no control of its own, but is seen and can be taken off.
    let picked = |(name, label): (&'static str, &'static str)| {
        let value = Some(list.query.get(name).to_owned()).filter(|value| !value.is_empty())?;
        let key = match name {
            "scope" => format!("pictures.scope.{value}"),
            _ => format!("{name}.{value}"),
        };
        let words = if t.has(&key) { t.get(&key).to_owned() } else { value };
        Some(ListFilter::new(name, label, Some(words)))
    };
    filters.extend(PICKED.into_iter().filter_map(picked));
    view! {
        <PageHead title=t.get("desk.queue.title") />
        <div class="queue">
            <nav class="states" aria-label=t.get("desk.queue.states")>
                <Views list=list.clone() counts current=view />
            </nav>
            <div class="queue-list">
                <div class="list-head">
                    <ListSearch list=list.clone() label=t.get("desk.suppliers.search") sets=&["campaign"]>
                        <FilterChoice name="campaign" label=t.get("desk.queue.campaign") every=t.get("desk.queue.all_campaigns") values=campaigns chosen />
                    </ListSearch>
                    <ListColumns list=list.clone() columns=&COLUMNS />
                </div>
                <ListFilters list=list.clone() filters />
                <QueueTable list rows />
            </div>
        </div>
    }
}

/// The ways from view to view, each with how many it has.
#[component]
fn Views(list: Listed, counts: Vec<QueueCount>, current: QueueView) -> impl IntoView {
    let link = |QueueCount { view, count }: QueueCount| {
        let href = list.href("state", view.key());
        view! { <ViewLink href label=texts().get(view.text_key()) count current=view == current /> }
    };
    view! { <ul>{counts.into_iter().map(link).collect_view()}</ul> }
}

#[component]
fn ViewLink(href: String, label: &'static str, count: u64, current: bool) -> impl IntoView {
    let class = if count == 0 { "state-link state-link-none" } else { "state-link" };
    view! {
        <li>
            <a class=class href=href aria-current=current.then_some("page")>
                <span>{label}</span><span class="tab-count">{number(count)}</span>
            </a>
        </li>
    }
}

/// A request's state, and what must not be overlooked beside it.
#[component]
fn QueueState(row: QueueRow) -> impl IntoView {
    let t = texts();
    view! {
        <StateBadge state=row.state />
        {row.overdue.then(|| view! { <Flag text=t.get("state.overdue") /> })}
        {row.proposed.then(|| view! { <Flag text=t.get("desk.queue.proposed") ours=true /> })}
        {row.mail_problem.then(|| view! { <Flag text=t.get("desk.mail.fails_short") /> })}
    }
}

/// The requests, and what can be done to many of them.
#[component]
fn QueueTable(list: Listed, rows: Vec<QueueRow>) -> impl IntoView {
    let t = texts();
    if rows.is_empty() {
        return view! { <EmptyState text=t.get("desk.queue.none") /> }.into_any();
    }
    let tick: fn(&QueueRow) -> Tick = |row| tick_box(&row.id, &row.supplier);
    let acts = move || view! { <Submit label=t.get("desk.bulk.remind") says=("act", "remind") /> };
    view! {
        <ListWithActs list caption=t.get("desk.queue.title") columns=&COLUMNS rows tick action=routes::requests_bulk() acts />
    }
    .into_any()
}
