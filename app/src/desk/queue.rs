//! The inbox: the review queue, a line to a request.

mod columns;
mod filters;
mod view;

pub use columns::{COLUMNS, QueueRow};
pub use filters::FILTERS;
pub use view::{AGES, QueueView};

use super::job::JobProgress;
use super::list::{ListColumns, ListSave, ListSaved, ListWithActs, Listed, tick_box};
use super::parts::number;
use super::together::TogetherLine;
use super::{DeskPage, frame, routes, texts};
use crate::ui::{ButtonLink, EmptyState, PageHead, SelectOption, Submit, Tab, Tabs, Tick};
use filters::QueueFilters;
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// The list as it is asked for.
    pub list: Listed,
    /// Campaigns: identifier and name.
    pub campaigns: Vec<SelectOption>,
    /// Whose requests can be: members of the team, and nobody's.
    pub people: Vec<SelectOption>,
    /// To whom requests can be given.
    pub owners: Vec<SelectOption>,
    pub countries: Vec<SelectOption>,
    /// How many requests there are in each view.
    pub counts: Vec<QueueCount>,
    /// This page's rows.
    pub rows: Vec<QueueRow>,
    /// What is being done to many requests.
    pub together: Vec<TogetherLine>,
}

/// How many requests a view of the inbox has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueCount {
    pub view: QueueView,
    pub count: u64,
}

impl DeskPage for Queue {
    fn view(self) -> AnyView {
        view! { <QueuePage page=self /> }.into_any()
    }
}

#[component]
fn QueuePage(page: Queue) -> impl IntoView {
    let t = texts();
    let list = page.list.clone();
    let current = QueueView::of(&list.query);
    let tab = |QueueCount { view, count }: QueueCount| Tab {
        href: list.href("state", view.key()),
        label: t.get(view.text_key()).to_owned(),
        count: Some(number(count)),
        current: view == current,
    };
    let tabs = page.counts.iter().copied().map(tab).collect();
    let clear = frame().can_write().then(|| {
        let href = list.query.address(routes::accept_clear());
        view! { <ButtonLink href label=t.get("desk.clear.open") /> }
    });
    let together = page.together.clone().into_iter().filter_map(|it| {
        let text = it.title.clone();
        let job = it.open?;
        Some(view! { <JobProgress text job><a href=it.href>{t.get("desk.together.open")}</a></JobProgress> })
    });
    let together = together.collect_view();
    view! {
        <PageHead title=t.get("desk.queue.title")>
            <ButtonLink href=routes::call_list() label=t.get("desk.call_list.title") />{clear}
        </PageHead>
        {together}
        <Tabs label=t.get("desk.queue.views") tabs />
        <ListSaved list=list.clone() />
        <div class="list-head">
            <QueueFilters page=page.clone() />
            <ListSave list=list.clone() />
            <ListColumns list=list.clone() columns=&COLUMNS />
        </div>
        <QueueTable list rows=page.rows owners=page.owners current />
    }
}

/// The requests, and what can be done to many of them.
#[component]
fn QueueTable(
    list: Listed,
    rows: Vec<QueueRow>,
    owners: Vec<SelectOption>,
    current: QueueView,
) -> impl IntoView {
    let t = texts();
    if rows.is_empty() {
        let key = match (current, list.query.get("campaign").is_empty()) {
            (QueueView::Us | QueueView::Mine | QueueView::Nobody, true) => "desk.queue.nothing_waits",
            _ => "desk.queue.none",
        };
        return view! { <EmptyState text=t.get(key) /> }.into_any();
    }
    let tick: fn(&QueueRow) -> Tick = |row| tick_box(&row.id, &row.supplier);
    let acts = move || {
        let owners = owners.into_iter().map(|it| view! { <option value=it.value>{it.label}</option> });
        view! {
            <Submit label=t.get("desk.bulk.assign_me") says=("act", "mine") />
            <label class="unseen" for="to">{t.get("desk.queue.owner")}</label>
            <select id="to" name="to">
                {owners.collect_view()}
                <option value="">{t.get("desk.queue.no_owner")}</option>
            </select>
            <Submit label=t.get("desk.bulk.assign") says=("act", "assign") />
            <Submit label=t.get("desk.bulk.ask") says=("act", "ask") />
            {frame().can_manage().then(|| view! { <Submit label=t.get("desk.bulk.remind") says=("act", "remind") /> })}
        }
    };
    view! {
        <ListWithActs may=frame().can_write() list caption=t.get("desk.queue.title") columns=&COLUMNS rows tick action=routes::requests_bulk() acts />
    }
    .into_any()
}
