//! The columns of the inbox.

use crate::desk::list::ListColumn;
use crate::desk::parts::{StateBadge, state_text};
use crate::desk::{routes, texts};
use crate::ui::Flag;
use domain::Instant;
use domain::workflow::RequestState;
use leptos::prelude::*;

/// A request as the inbox shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueRow {
    /// Request.
    pub id: String,
    /// Supplier's name.
    pub supplier: String,
    /// Supplier's number.
    pub reference: String,
    pub country: String,
    /// Supplier's share of spend, in percent.
    pub spend: String,
    /// Campaign's name.
    pub campaign: String,
    pub state: RequestState,
    /// Since when it waits.
    pub since: Instant,
    /// How many whole days that is.
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
    /// The same by class: incomplete, inconsistent, inaccurate.
    pub classes: [i64; 3],
    /// `a`, `b` or `c`.
    pub scope: String,
    /// Keys of the metals that are needed.
    pub metals: Vec<String>,
    /// Who of the team looks after it.
    pub owner: String,
    /// Another contact was proposed.
    pub proposed: bool,
    /// Mail fails for good.
    pub mail_problem: bool,
}

/// The columns.
pub static COLUMNS: [ListColumn<QueueRow>; 20] = [
    ListColumn::new("supplier", "desk.queue.supplier", |_, r: &QueueRow| r.supplier.clone())
        .sort("name", "-name")
        .drawn(|r| view! { <a href=routes::request(&r.id)>{r.supplier.clone()}</a> }.into_any()),
    ListColumn::new("state", "desk.queue.state", |t, r: &QueueRow| t.get(state_text(r.state)).to_owned())
        .usual()
        .sort("state", "-state")
        .drawn(|r| view! { <QueueState row=r.clone() /> }.into_any()),
    ListColumn::new("days", "desk.queue.days", |_, r: &QueueRow| r.days.to_string())
        .usual()
        .number()
        .sort("recent", ""),
    ListColumn::new("incomplete", "pictures.class.incomplete", |_, r: &QueueRow| count(r.classes[0]))
        .usual()
        .number()
        .sort("incomplete", "-incomplete"),
    ListColumn::new("inconsistent", "pictures.class.inconsistent", |_, r: &QueueRow| count(r.classes[1]))
        .usual()
        .number()
        .sort("inconsistent", "-inconsistent"),
    ListColumn::new("inaccurate", "pictures.class.inaccurate", |_, r: &QueueRow| count(r.classes[2]))
        .usual()
        .number()
        .sort("inaccurate", "-inaccurate"),
    ListColumn::new("scope", "pictures.filter.scope", |_, r: &QueueRow| r.scope.to_uppercase())
        .usual()
        .sort("scope", "-scope"),
    ListColumn::new("metals", "desk.queue.metals", |t, r: &QueueRow| {
        let named = r.metals.iter().map(|key| t.get(&format!("metal.{key}")).to_owned());
        named.collect::<Vec<_>>().join(", ")
    })
    .usual()
    .sort("metals", "-metals")
    .drawn(|r| view! { <Metals keys=r.metals.clone() /> }.into_any()),
    ListColumn::new("owner", "desk.queue.owner", |_, r: &QueueRow| r.owner.clone())
        .usual()
        .sort("owner", "-owner"),
    ListColumn::new("findings", "desk.queue.findings", |_, r: &QueueRow| count(r.findings)).number(),
    ListColumn::new("reference", "desk.list.reference", |_, r: &QueueRow| r.reference.clone()),
    ListColumn::new("country", "desk.supplier.country", |_, r: &QueueRow| r.country.clone())
        .sort("country", "-country"),
    ListColumn::new("spend", "desk.supplier.spend_share", |_, r: &QueueRow| r.spend.clone())
        .number()
        .sort("spend", "-spend"),
    ListColumn::new("campaign", "desk.queue.campaign", |_, r: &QueueRow| r.campaign.clone()),
    ListColumn::new("overdue", "state.overdue", |_, r: &QueueRow| {
        if r.overdue { "1" } else { "" }.to_owned()
    }),
    ListColumn::new("since", "desk.queue.since", |_, r: &QueueRow| r.since.day().to_string()),
    ListColumn::new("due", "desk.queue.due", |_, r: &QueueRow| r.due.clone()),
    ListColumn::new("last", "desk.queue.last", |_, r: &QueueRow| count(r.submissions)).number(),
    ListColumn::new("contact", "desk.supplier.contact_name", |_, r: &QueueRow| r.contact.clone()),
    ListColumn::new("email", "desk.supplier.email", |_, r: &QueueRow| r.email.clone()),
];

/// A number that is something.
fn count(n: i64) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

/// Metals by their signs, which are the same in every language; named for those who do not see them.
#[component]
fn Metals(keys: Vec<String>) -> impl IntoView {
    let sign = |key: &String| {
        let name = texts().get(&format!("metal.{key}")).to_owned();
        let shown = sign(key).map_or(name.clone(), str::to_owned);
        view! { <abbr title=name>{shown}</abbr>" " }
    };
    // One box: on a phone each cell is a line of a card.
    (!keys.is_empty()).then(|| view! { <span>{keys.iter().map(sign).collect_view()}</span> })
}

/// The sign of a metal.
fn sign(key: &str) -> Option<&'static str> {
    Some(match key {
        "tantalum" => "Ta",
        "tin" => "Sn",
        "tungsten" => "W",
        "gold" => "Au",
        "cobalt" => "Co",
        _ => return None,
    })
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
