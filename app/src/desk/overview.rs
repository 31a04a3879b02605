//! The overview: where the present campaign stands, and what needs the team now.

use super::alarm::{Alarm, alarm};
use super::frame::Frame;
use super::parts::{number, when};
use super::tally::{Tally, bar, figures};
use super::{Page, T};
use crate::desk::routes;
use crate::ui::{ButtonLink, EmptyState, Fact, PageHead, Rank};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The present campaign: identifier, name, state key, due day, cut-off day.
    pub campaign: Option<Brief>,
    /// What is wrong with the mail.
    pub alarm: Option<Alarm>,
    /// Where its requests stand.
    pub tally: Tally,
    /// What needs the team now.
    pub todo: Vec<Todo>,
    /// The next reminders.
    pub ahead: Vec<Ahead>,
    /// Active suppliers: before there is a campaign, the first step.
    pub suppliers: u64,
}

/// A campaign in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    pub id: String,
    pub name: String,
    /// Reporting year.
    pub year: i64,
    /// State key.
    pub state: String,
    /// Due day.
    pub due: String,
    /// Cut-off day.
    pub cutoff: String,
}

/// Something that needs the team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Todo {
    /// Text key without `desk.todo.`: `review`, `contact`, `declined`, `mail`, `launch`.
    pub kind: String,
    /// How many.
    pub count: u64,
    /// Where they are listed.
    pub href: String,
    /// The first few: name and address.
    pub first: Vec<(String, String)>,
}

/// A reminder that is ahead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    pub request: String,
    /// Supplier's name.
    pub supplier: String,
    /// Kind of mail, as its text key: `not_opened`, `unfinished`, `not_mended`.
    pub kind: String,
    pub at: i64,
}

impl Page for Overview {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let Some(c) = p.campaign.clone() else { return beginning(t, f, p) };
        let href = routes::campaign(&c.id);
        let acts = view! {
            <ButtonLink href=href.clone() label=t.get("desk.overview.campaign") />
            <ButtonLink href=routes::with(routes::requests(), &[("campaign", &c.id), ("state", "review"), ("sort", "waiting")]) label=t.get("desk.overview.review") rank=Rank::First />
        };
        view! {
            <PageHead title=c.name.clone() above={Some((href, t.fmt("desk.overview.above", &[("year", &c.year.to_string())])))}>{acts}</PageHead>
            {alarm(t, f, &p.alarm)}
            <dl class="facts facts-row">
                <Fact label=t.get("desk.campaign.due") value=c.due.clone() />
                <Fact label=t.get("desk.campaign.cutoff") value=c.cutoff.clone() />
            </dl>
            <section class="panel" aria-labelledby="where">
                <h2 id="where">{t.get("desk.overview.where")}</h2>
                {figures(t, &p.tally)}
                {bar(t, &p.tally)}
            </section>
            <div class="halves">
                <section class="panel" aria-labelledby="todo">
                    <h2 id="todo">{t.get("desk.overview.todo")}</h2>
                    {todos(t, &p.todo)}
                </section>
                <section class="panel" aria-labelledby="ahead">
                    <h2 id="ahead">{t.get("desk.overview.ahead")}</h2>
                    {ahead(t, &p.ahead)}
                </section>
            </div>
        }
        .into_any()
    }
}

fn beginning(t: T, f: &Frame, p: &Overview) -> AnyView {
    let step = |done: bool, text: &str, link: AnyView| {
        let class = if done { "step step-done" } else { "step" };
        view! { <li class=class><span class="step-text">{text.to_owned()}</span>{link}</li> }
    };
    let write = f.can_write();
    let import = write.then(|| view! { <ButtonLink href=routes::import() label=t.get("desk.suppliers.import") rank=Rank::First /> }.into_any());
    let begin = write.then(|| {
        view! { <ButtonLink href=routes::new_campaign() label=t.get("desk.campaigns.new") /> }.into_any()
    });
    let suppliers = t.fmt("desk.begin.suppliers", &[("n", &number(p.suppliers))]);
    view! {
        <PageHead title=t.get("desk.begin.title") />
        {alarm(t, f, &p.alarm)}
        <p class="lead">{t.get("desk.begin.lead")}</p>
        <ol class="steps panel">
            {step(p.suppliers > 0, &suppliers, import.into_any())}
            {step(false, t.get("desk.begin.campaign"), begin.into_any())}
            {step(false, t.get("desk.begin.launch"), ().into_any())}
        </ol>
    }
    .into_any()
}

/// The text key of a thing to do.
fn todo_key(kind: &str, count: u64) -> &'static str {
    let [one, many] = match kind {
        "review" => ["desk.todo.review_one", "desk.todo.review"],
        "contact" => ["desk.todo.contact_one", "desk.todo.contact"],
        "declined" => ["desk.todo.declined_one", "desk.todo.declined"],
        "mail" => ["desk.todo.mail_one", "desk.todo.mail"],
        _ => ["desk.todo.launch_one", "desk.todo.launch"],
    };
    if count == 1 { one } else { many }
}

fn todos(t: T, todo: &[Todo]) -> AnyView {
    if todo.is_empty() {
        return view! { <EmptyState text=t.get("desk.todo.none") /> }.into_any();
    }
    let items: Vec<_> = todo
        .iter()
        .map(|d| {
            let first: Vec<_> = d
                .first
                .iter()
                .map(|(name, href)| view! { <li><a href=href.clone()>{name.clone()}</a></li> })
                .collect();
            view! {
                <li class="todo">
                    <a class="todo-head" href=d.href.clone()>
                        <span class="todo-count">{number(d.count)}</span>
                        <span>{t.get(todo_key(&d.kind, d.count))}</span>
                    </a>
                    <ul class="todo-first">{first}</ul>
                </li>
            }
        })
        .collect();
    view! { <ul class="todos">{items}</ul> }.into_any()
}

/// The name of a reminder.
pub fn reminder(t: T, kind: &str) -> String {
    let key = match kind {
        "not_opened" => "desk.reminder.not_opened",
        "unfinished" => "desk.reminder.unfinished",
        _ => "desk.reminder.not_mended",
    };
    t.get(key).to_owned()
}

/// Draws the reminders ahead.
pub fn ahead(t: T, ahead: &[Ahead]) -> AnyView {
    if ahead.is_empty() {
        return view! { <EmptyState text=t.get("desk.ahead.none") /> }.into_any();
    }
    let rows: Vec<_> = ahead
        .iter()
        .map(|a| {
            view! {
                <li class="ahead">
                    <a href=routes::request(&a.request)>{a.supplier.clone()}</a>
                    <span class="ahead-kind">{reminder(t, &a.kind)}</span>
                    <span class="ahead-at">{when(a.at)}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="aheads">{rows}</ul> }.into_any()
}
