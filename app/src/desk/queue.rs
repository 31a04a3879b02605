//! The review queue.

use super::list::{ListColumn, Listed};
use super::parts::{self, number, state_key, when};
use super::{Frame, Page, T, list};
use crate::desk::routes;
use crate::islands::utc;
use crate::ui::{EmptyState, Flag, PageHead, Submit};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// The list as it is looked at: `campaign`, `state` (a state's key, `review` or `overdue`), `q`, `sort`.
    pub list: Listed,
    /// Campaigns: identifier and name.
    pub campaigns: Vec<(String, String)>,
    /// Counts: state key (with `review` and `overdue`) and number; empty key is all.
    pub counts: Vec<(String, u64)>,
    /// This page's rows.
    pub rows: Vec<QueueRow>,
}

/// The columns of the queue.
pub static COLUMNS: [ListColumn<QueueRow>; 13] = [
    ListColumn::new("supplier", "desk.queue.supplier", |_, r: &QueueRow| r.supplier.clone())
        .sort("", "-name")
        .drawn(|_, r| view! { <a href=routes::request(&r.id)>{r.supplier.clone()}</a> }.into_any()),
    ListColumn::new("reference", "desk.list.reference", |_, r: &QueueRow| r.reference.clone()).usual(),
    ListColumn::new("country", "desk.supplier.country", |_, r: &QueueRow| r.country.clone()),
    ListColumn::new("campaign", "desk.queue.campaign", |_, r: &QueueRow| r.campaign.clone()),
    ListColumn::new("state", "desk.queue.state", |t, r: &QueueRow| t.get(state_key(&r.state)).to_owned())
        .usual()
        .drawn(state),
    ListColumn::new("overdue", "state.overdue", |_, r: &QueueRow| {
        if r.overdue { "1" } else { "" }.to_owned()
    }),
    ListColumn::new("days", "desk.queue.days", |_, r: &QueueRow| r.days.to_string())
        .usual()
        .number()
        .sort("waiting", "recent"),
    ListColumn::new("since", "desk.queue.since", |_, r: &QueueRow| utc(r.since)).drawn(|_, r| when(r.since)),
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

fn state(t: T, r: &QueueRow) -> AnyView {
    let late = r.overdue.then(|| view! { <Flag text=t.get("state.overdue") /> });
    let contact = r.proposed.then(|| view! { <Flag text=t.get("desk.queue.proposed") ours=true /> });
    let mail = r.mail_problem.then(|| view! { <Flag text=t.get("desk.mail.fails_short") /> });
    view! { {parts::state(t, &r.state)}{late}{contact}{mail} }.into_any()
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
    /// State key.
    pub state: String,
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

impl Page for Queue {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let look = &p.list.look;
        let chosen = look.get("campaign");
        let campaigns: Vec<_> = p
            .campaigns
            .iter()
            .map(
                |(id, name)| view! { <option value=id.clone() selected=id == chosen>{name.clone()}</option> },
            )
            .collect();
        let campaign = p.campaigns.iter().find(|(id, _)| id == chosen).map(|(_, name)| name.clone());
        let state =
            Some(look.get("state")).filter(|key| !key.is_empty()).map(|key| state_name(t, key).to_owned());
        let filters = vec![
            ("campaign", "desk.queue.campaign", campaign),
            ("state", "desk.queue.state", state),
            ("q", "desk.list.search", p.list.searched()),
        ];
        view! {
            <PageHead title=t.get("desk.queue.title") />
            <div class="queue">
                <nav class="states" aria-label=t.get("desk.queue.states")>{states(t, p)}</nav>
                <div class="queue-list">
                    <div class="list-head">
                        <form class="filter" method="get" action=routes::requests() role="search">
                            {p.list.hidden(&["campaign", "q"])}
                            <label class="unseen" for="campaign">{t.get("desk.queue.campaign")}</label>
                            <select id="campaign" name="campaign">
                                <option value="">{t.get("desk.queue.all_campaigns")}</option>
                                {campaigns}
                            </select>
                            <label class="unseen" for="q">{t.get("desk.suppliers.search")}</label>
                            <input id="q" name="q" type="search" placeholder=t.get("desk.suppliers.search") value=look.get("q").to_owned() />
                            <Submit label=t.get("desk.search") />
                        </form>
                        {list::column_choice(t, &p.list, &COLUMNS)}
                    </div>
                    {p.list.filters(t, filters)}
                    {table(t, p, f.can_write())}
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
            let href = p.list.href("state", key);
            let current = (key == p.list.look.get("state")).then_some("page");
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

fn table(t: T, p: &Queue, write: bool) -> AnyView {
    if p.rows.is_empty() {
        return view! { <EmptyState text=t.get("desk.queue.none") /> }.into_any();
    }
    let tick: fn(T, &QueueRow) -> _ = |t, r| list::tick(t, &r.id, &r.supplier);
    let table = list::table(t, &p.list, t.get("desk.queue.title"), &COLUMNS, &p.rows, write.then_some(tick));
    let remind = view! { <Submit label=t.get("desk.bulk.remind") says=("act", "remind") /> }.into_any();
    let table = match write {
        true => list::bulk(t, &p.list, routes::requests_bulk(), table, remind),
        false => table,
    };
    view! { {table}{list::pager(t, &p.list)} }.into_any()
}
