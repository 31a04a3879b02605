//! The review queue.

use super::parts::{self, Paging, head, nothing, number, paging, state_key, when};
use super::{Frame, Page, T};
use crate::desk::routes;
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
    /// Where it goes on.
    pub paging: Paging,
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
        let sorts = [
            ("name", "desk.queue.by_name"),
            ("waiting", "desk.queue.by_waiting"),
            ("recent", "desk.queue.by_recent"),
        ];
        let sorts: Vec<_> = sorts
            .into_iter()
            .map(|(key, label)| view! { <option value=key selected={key == p.sort}>{t.get(label)}</option> })
            .collect();
        let state = (!p.state.is_empty())
            .then(|| view! { <input type="hidden" name="state" value=p.state.clone() /> });
        view! {
            {head(t.get("desk.queue.title"), None, ().into_any())}
            <div class="queue">
                <nav class="states" aria-label=t.get("desk.queue.states")>{states(t, p)}</nav>
                <div class="queue-list">
                    <form class="filter" method="get" action=routes::requests() role="search">
                        {state}
                        <label for="campaign">{t.get("desk.queue.campaign")}</label>
                        <select id="campaign" name="campaign">
                            <option value="">{t.get("desk.queue.all_campaigns")}</option>
                            {campaigns}
                        </select>
                        <label for="q">{t.get("desk.suppliers.search")}</label>
                        <input id="q" name="q" type="search" value=p.search.clone() />
                        <label for="sort">{t.get("desk.queue.sort")}</label>
                        <select id="sort" name="sort">{sorts}</select>
                        <button class="button" type="submit">{t.get("desk.queue.show")}</button>
                    </form>
                    {table(t, &p.rows)}
                    {paging(t, &p.paging)}
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
            let label = match key.as_str() {
                "" => t.get("desk.queue.all"),
                "review" => t.get("desk.queue.review"),
                key => t.get(state_key(key)),
            };
            let href = routes::with(
                routes::requests(),
                &[
                    ("state", &key),
                    ("campaign", &p.campaign),
                    ("sort", &if p.sort.is_empty() { "name" } else { &p.sort }),
                ],
            );
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

fn table(t: T, rows: &[QueueRow]) -> AnyView {
    if rows.is_empty() {
        return nothing(t.get("desk.queue.none"));
    }
    let (supplier, state, since, last) = (
        t.get("desk.queue.supplier"),
        t.get("desk.queue.state"),
        t.get("desk.queue.since"),
        t.get("desk.queue.last"),
    );
    let rows: Vec<_> = rows
        .iter()
        .map(|r| {
            let late = r.overdue.then(|| view! { <span class="flag">{t.get("state.overdue")}</span> });
            let contact = r
                .proposed
                .then(|| view! { <span class="flag flag-ours">{t.get("desk.queue.proposed")}</span> });
            let mail = r.mail_problem.then(|| view! { <span class="flag">{t.get("desk.mail.fails")}</span> });
            let last_text = match (r.submissions, r.findings) {
                (0, _) => "–".to_owned(),
                (n, 0) => t.fmt("desk.review.submission", &[("n", &n.to_string())]),
                (n, found) => {
                    t.fmt("desk.queue.submission", &[("n", &n.to_string()), ("found", &found.to_string())])
                }
            };
            let minor: Vec<&str> = [r.reference.as_str(), r.country.as_str(), r.campaign.as_str()]
                .into_iter()
                .filter(|s| !s.is_empty())
                .collect();
            view! {
                <tr>
                    <th scope="row">
                        <a href=routes::request(&r.id)>{r.supplier.clone()}</a>
                        <span class="minor">{minor.join(" · ")}</span>
                    </th>
                    <td data-label=state>{parts::state(t, &r.state)}{late}{contact}{mail}</td>
                    <td data-label=since>{when(r.since)}</td>
                    <td data-label=last>{last_text}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-wrap">
            <table class="cards">
                <caption class="unseen">{t.get("desk.queue.title")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{supplier}</th>
                        <th scope="col">{state}</th>
                        <th scope="col">{since}</th>
                        <th scope="col">{last}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
