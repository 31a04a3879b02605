//! The review queue.

use super::parts::{self, Paging, number, state_key, when};
use super::suppliers::pager;
use super::{Frame, Page, T};
use crate::desk::routes;
use crate::ui::{ActiveFilters, Column, EmptyState, Filter, Flag, Order, PageHead, Range, Submit, Table};
use leptos::prelude::*;

/// The queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// The campaign chosen; empty for all.
    pub campaign: String,
    /// Campaigns: identifier and name.
    pub campaigns: Vec<(String, String)>,
    /// The state chosen: a state key, `review` (waits for us), `overdue`, or empty for all.
    pub state: String,
    /// Counts: state key (with `review` and `overdue`) and number; empty key is all.
    pub counts: Vec<(String, u64)>,
    /// What was searched for.
    pub search: String,
    /// The order: `name`, `waiting`, `recent`.
    pub sort: String,
    /// This page's rows.
    pub rows: Vec<QueueRow>,
    /// Which rows they are.
    pub range: Range,
    /// Where it goes on.
    pub paging: Paging,
    /// The list as a CSV file.
    pub csv: String,
    /// The list as a workbook.
    pub xlsx: String,
}

impl Queue {
    /// The address of the queue as it is filtered, with one value otherwise.
    fn with(&self, name: &str, value: &str) -> String {
        let mut values =
            [("campaign", &self.campaign), ("state", &self.state), ("q", &self.search), ("sort", &self.sort)]
                .map(|(name, value)| (name, value.as_str()));
        for it in values.iter_mut().filter(|it| it.0 == name) {
            it.1 = value;
        }
        routes::with(routes::requests(), &values)
    }

    /// The filters that are on.
    fn filters(&self, t: T) -> Vec<Filter> {
        let campaign =
            self.campaigns.iter().find(|(id, _)| *id == self.campaign).map(|(_, name)| name.clone());
        let state = (!self.state.is_empty()).then(|| state_name(t, &self.state).to_owned());
        let search = (!self.search.is_empty()).then(|| self.search.clone());
        let filters = [
            ("campaign", "desk.queue.campaign", campaign),
            ("state", "desk.queue.state", state),
            ("q", "desk.list.search", search),
        ];
        filters
            .into_iter()
            .filter_map(|(key, name, value)| {
                let value = value?;
                Some(Filter { name: t.get(name).to_owned(), value, without: self.with(key, "") })
            })
            .collect()
    }
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
    /// Country.
    pub country: String,
    /// Campaign's name.
    pub campaign: String,
    /// State key.
    pub state: String,
    /// Since when.
    pub since: i64,
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

impl Page for Queue {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let campaigns: Vec<_> = p
            .campaigns
            .iter()
            .map(|(id, name)| view! { <option value=id.clone() selected={*id == p.campaign}>{name.clone()}</option> })
            .collect();
        let sort =
            (!p.sort.is_empty()).then(|| view! { <input type="hidden" name="sort" value=p.sort.clone() /> });
        let state = (!p.state.is_empty())
            .then(|| view! { <input type="hidden" name="state" value=p.state.clone() /> });
        view! {
            <PageHead title=t.get("desk.queue.title") />
            <div class="queue">
                <nav class="states" aria-label=t.get("desk.queue.states")>{states(t, p)}</nav>
                <div class="queue-list">
                    <form class="filter" method="get" action=routes::requests() role="search">
                        {state}{sort}
                        <label for="campaign">{t.get("desk.queue.campaign")}</label>
                        <select id="campaign" name="campaign">
                            <option value="">{t.get("desk.queue.all_campaigns")}</option>
                            {campaigns}
                        </select>
                        <label for="q">{t.get("desk.suppliers.search")}</label>
                        <input id="q" name="q" type="search" value=p.search.clone() />
                        <Submit label=t.get("desk.queue.show") />
                    </form>
                    <ActiveFilters remove=t.get("desk.list.remove") filters=p.filters(t) />
                    {table(t, p)}
                </div>
            </div>
        }
        .into_any()
    }
}

fn states(t: T, p: &Queue) -> AnyView {
    let items: Vec<_> = p
        .counts
        .iter()
        .map(|(key, n)| {
            let label = state_name(t, key);
            let href = p.with("state", key);
            let current = (*key == p.state).then_some("page");
            let class = if *n == 0 { "state-link state-link-none" } else { "state-link" };
            view! {
                <li><a class=class href=href aria-current=current>
                    <span>{label.to_owned()}</span><span class="tab-count">{number(*n)}</span>
                </a></li>
            }
        })
        .collect();
    view! { <ul>{items}</ul> }.into_any()
}

/// The name of a state, or of several that are looked at together.
fn state_name(t: T, key: &str) -> &'static str {
    match key {
        "" => t.get("desk.queue.all"),
        "review" => t.get("desk.queue.review"),
        key => t.get(state_key(key)),
    }
}

fn table(t: T, p: &Queue) -> AnyView {
    if p.rows.is_empty() {
        return view! { <EmptyState text=t.get("desk.queue.none") /> }.into_any();
    }
    let by = |sort: &str, order| (p.sort == sort).then_some(order);
    let waiting = by("waiting", Order::Ascending);
    let since = waiting.or(by("recent", Order::Descending));
    let name = since.is_none().then_some(Order::Ascending);
    let turned = if waiting.is_some() { "recent" } else { "waiting" };
    let columns = vec![
        Column::new(t.get("desk.queue.supplier")).sort(p.with("sort", "name"), name),
        Column::new(t.get("desk.queue.state")),
        Column::new(t.get("desk.queue.since")).sort(p.with("sort", turned), since),
        Column::new(t.get("desk.queue.last")),
    ];
    let rows = p.rows.iter().map(|r| row(t, r)).collect();
    view! {
        <Table caption=t.get("desk.queue.title") columns rows />
        {pager(t, &p.range, &p.paging, [&p.csv, &p.xlsx])}
    }
    .into_any()
}

fn row(t: T, r: &QueueRow) -> Vec<AnyView> {
    let late = r.overdue.then(|| view! { <Flag text=t.get("state.overdue") /> });
    let contact = r.proposed.then(|| view! { <Flag text=t.get("desk.queue.proposed") ours=true /> });
    let mail = r.mail_problem.then(|| view! { <Flag text=t.get("desk.mail.fails") /> });
    let last = match (r.submissions, r.findings) {
        (0, _) => "–".to_owned(),
        (n, 0) => t.fmt("desk.review.submission", &[("n", &n.to_string())]),
        (n, found) => t.fmt("desk.queue.submission", &[("n", &n.to_string()), ("found", &found.to_string())]),
    };
    let minor: Vec<&str> = [r.reference.as_str(), r.country.as_str(), r.campaign.as_str()]
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect();
    let minor = minor.join(" · ");
    vec![
        view! { <a href=routes::request(&r.id)>{r.supplier.clone()}</a><span class="minor">{minor}</span> }
            .into_any(),
        view! { {parts::state(t, &r.state)}{late}{contact}{mail} }.into_any(),
        when(r.since),
        last.into_any(),
    ]
}
