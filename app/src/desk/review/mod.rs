//! One request: what came in, what the rules say, what the team asks, and what it decides.

mod answers;
mod decide;
mod queries;
mod rows;

pub use answers::{Answer, AnswerGroup, Question};
pub use decide::{CONTACT_EMAIL, CONTACT_NAME, Can, Proposal, SendBack};
pub use queries::{Ask, QueryView};
pub use rows::{RowPage, RowView};

use super::campaigns::campaign_state;
use super::form::Form;
use super::frame::Frame;
use super::mails::{MailRow, mails};
use super::overview::Brief;
use super::parts::{self, LogLine, log_lines, number, or_dash, when};
use super::suppliers::SupplierRow;
use super::{Page, T};
use crate::desk::routes;
use crate::ui::{ButtonLink, EmptyState, Fact, Flag};
use domain::Table;
use leptos::prelude::*;

/// A request with what the chosen view shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    pub id: String,
    /// Counts changes.
    pub version: i64,
    /// State key.
    pub state: String,
    /// Since when.
    pub since: i64,
    /// Past its due day.
    pub overdue: bool,
    pub supplier: SupplierRow,
    pub campaign: Brief,
    /// The reason given with the last decline, rejection or withdrawal.
    pub reason: String,
    /// Why it is out of scope, in the team's words.
    pub scope_reason: String,
    /// Another contact that was proposed.
    pub proposed: Option<Proposal>,
    /// When the next reminder goes.
    pub next_reminder: Option<i64>,
    /// How many reminders went.
    pub reminders: i64,
    /// Which view is open: `answers`, `smelters`, `products`, `changes`, `history`.
    pub view: String,
    /// The submission that is shown; 0 where there is none.
    pub number: i64,
    /// All submissions, newest first.
    pub submissions: Vec<SubmissionHead>,
    /// The answers, where they are shown.
    pub groups: Vec<AnswerGroup>,
    /// Rows of a table, where one is shown.
    pub rows: RowPage,
    /// The submission's tables by [`Table::name`], and how many rows each has.
    pub sizes: Vec<(String, u64)>,
    /// How many changes.
    pub changed: u64,
    /// Differences to the submission before, where they are shown.
    pub changes: Vec<ChangeView>,
    /// Differences beyond those listed.
    pub more_changes: u64,
    /// The findings of the submission, worst first.
    pub findings: Vec<FindingView>,
    /// Findings beyond those listed.
    pub more_findings: u64,
    /// An act that was refused, with what was written and what is wrong.
    pub refused: Form,
    /// How the submission was judged later: when, and what changed.
    pub judged_later: Vec<(i64, String)>,
    /// The team's queries.
    pub queries: Vec<QueryView>,
    /// The form for a new query.
    pub ask: Ask,
    /// What can be done now.
    pub can: Can,
    /// The log, where it is shown.
    pub log: Vec<LogLine>,
    /// The mails, where they are shown.
    pub mails: Vec<MailRow>,
}

/// A submission in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubmissionHead {
    pub number: i64,
    /// When it came in.
    pub at: i64,
    /// The hash of its document.
    pub hash: String,
    /// Findings that block.
    pub errors: u64,
    /// Findings that were explained.
    pub warnings: u64,
}

/// A finding as the desk shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingView {
    pub key: String,
    /// The rule's code.
    pub code: String,
    /// `error`, `warning`, `note`.
    pub severity: String,
    /// What is wrong.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// Where: location id.
    pub location: String,
    /// Where, in words.
    pub place: String,
    /// What the supplier said about it.
    pub explanation: String,
    /// A question about it in the supplier's language.
    pub proposal: String,
    /// Whether a query was raised from it already.
    pub asked: bool,
}

/// A difference between two submissions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeView {
    /// Where, in words.
    pub place: String,
    /// Before; empty where it is new.
    pub old: String,
    /// Now; empty where it is gone.
    pub new: String,
}

impl Review {
    /// The address of this page with another view.
    pub fn href(&self, view: &str) -> String {
        routes::with(routes::request(&self.id), &[("view", view), ("n", &self.number.to_string())])
    }
}

impl Page for Review {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let write = f.can_write();
        let above = view! {
            <p class="above">
                <a href=routes::with(routes::requests(), &[("campaign", &p.campaign.id)])>{p.campaign.name.clone()}</a>
            </p>
        };
        let late = p.overdue.then(|| view! { <Flag text=t.get("state.overdue") /> });
        let scope = (!p.scope_reason.is_empty()).then(|| {
            view! { <p class="notice"><strong>{t.get("desk.review.scope_reason")}</strong>" "{p.scope_reason.clone()}</p> }
        });
        let reason = (!p.reason.is_empty())
            .then(|| view! { <p class="notice"><strong>{t.get("desk.review.reason")}</strong>" "{p.reason.clone()}</p> });
        view! {
            <div class="page-head review-head">
                <div>
                    {above}
                    <h1><a class="plain" href=routes::supplier(&p.supplier.id)>{p.supplier.get("name").to_owned()}</a></h1>
                    <p class="states-line">{parts::state(t, &p.state)}{late}<span class="minor">{t.get("desk.review.since")}" "{when(p.since)}</span></p>
                </div>
            </div>
            {reason}{scope}
            {decide::proposed(t, p, write)}
            <div class="review">
                <div class="review-main">
                    {tabs(t, p)}
                    {main_view(t, f, p)}
                </div>
                <aside class="review-side" aria-label=t.get("desk.review.side")>
                    {decide::decide(t, p, write)}
                    {queries::queries(t, p, write)}
                    {about(t, p)}
                </aside>
            </div>
        }
        .into_any()
    }
}

fn tabs(t: T, p: &Review) -> AnyView {
    let mut tabs = Vec::new();
    if p.number > 0 {
        tabs.push(("answers", t.get("desk.review.answers").to_owned(), None));
        for (table, size) in &p.sizes {
            if *size > 0 || table == Table::Smelters.name() {
                let label = t.get(&format!("desk.review.{table}")).to_owned();
                tabs.push((table.as_str(), label, Some(*size)));
            }
        }
        if p.number > 1 {
            tabs.push(("changes", t.get("desk.review.changes").to_owned(), Some(p.changed)));
        }
    }
    tabs.push(("history", t.get("desk.history").to_owned(), None));
    let tabs: Vec<_> = tabs
        .into_iter()
        .map(|(key, label, n)| {
            let current = (key == p.view).then_some("page");
            let count = n.map(|n| view! { <span class="tab-count">{number(n)}</span> });
            view! { <a class="tab" href=p.href(key) aria-current=current>{label}" "{count}</a> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=t.get("desk.review.views")>{tabs}</nav> }.into_any()
}

fn main_view(t: T, f: &Frame, p: &Review) -> AnyView {
    let write = f.can_write();
    match p.view.as_str() {
        "history" => view! {
            <section class="panel" aria-labelledby="log"><h2 id="log">{t.get("desk.history")}</h2>{log_lines(t, &p.log)}</section>
            <section class="panel" aria-labelledby="mails"><h2 id="mails">{t.get("desk.supplier.mails")}</h2>{mails(t, &p.mails)}</section>
        }
        .into_any(),
        _ if p.number == 0 => view! { <EmptyState text=t.get("desk.review.nothing_yet") /> }.into_any(),
        "changes" => changes(t, p),
        view if Table::named(view).is_some() => rows::rows(t, p, write),
        _ => answers::answers(t, p, write),
    }
}

fn changes(t: T, p: &Review) -> AnyView {
    if p.changes.is_empty() {
        return view! { <EmptyState text=t.get("desk.change.none") /> }.into_any();
    }
    let rows: Vec<_> = p
        .changes
        .iter()
        .map(|c| {
            view! {
                <tr>
                    <th scope="row">{c.place.clone()}</th>
                    <td data-label=t.get("desk.change.old")><del>{or_dash(&c.old)}</del></td>
                    <td data-label=t.get("desk.change.new")><ins>{or_dash(&c.new)}</ins></td>
                </tr>
            }
        })
        .collect();
    let before = (p.number - 1).to_string();
    let title = t.fmt("desk.change.title", &[("n", &p.number.to_string()), ("before", &before)]);
    let more = (p.more_changes > 0)
        .then(|| view! { <p class="minor">{t.fmt("desk.more", &[("n", &number(p.more_changes))])}</p> });
    view! {
        <section class="panel" aria-labelledby="changes">
            <h2 id="changes">{title}</h2>
            <div class="table-wrap">
                <table class="cards">
                    <caption class="unseen">{t.get("desk.review.changes")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.get("desk.change.place")}</th>
                            <th scope="col">{t.get("desk.change.old")}</th>
                            <th scope="col">{t.get("desk.change.new")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more}
        </section>
    }
    .into_any()
}

fn about(t: T, p: &Review) -> AnyView {
    let s = &p.supplier;
    let problem = s.mail_problem.clone().map(|why| {
        view! { <p class="notice notice-bad"><strong>{t.get("desk.mail.fails")}</strong>" "{why}</p> }
    });
    let submissions: Vec<_> = p
        .submissions
        .iter()
        .map(|s| {
            let current = (s.number == p.number).then_some("page");
            let n = s.number.to_string();
            let counts = t.fmt(
                "desk.review.counts",
                &[("errors", &s.errors.to_string()), ("warnings", &s.warnings.to_string())],
            );
            view! {
                <li class="submission">
                    <a href=routes::with(routes::request(&p.id), &[("n", &n)]) aria-current=current>
                        {t.fmt("desk.review.submission", &[("n", &n)])}
                    </a>
                    <span class="minor">{when(s.at)}" · "{counts}</span>
                    <span class="minor hash">{s.hash.chars().take(16).collect::<String>()}"…"</span>
                    <a class="minor" href=routes::submission(&p.id, &format!("{n}.xlsx"))>{t.get("desk.review.workbook")}</a>
                    <a class="minor" href=routes::submission(&p.id, &format!("{n}.json"))>
                        {t.get("desk.review.download")}<span class="unseen">" "{n.clone()}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let submissions = (!submissions.is_empty()).then(|| {
        view! { <h2>{t.get("desk.review.submissions")}</h2><ul class="submissions">{submissions}</ul> }
    });
    let reminder = p
        .next_reminder
        .map(|at| view! { <Fact label=t.get("desk.review.next_reminder") value=when(at) /> }.into_any());
    view! {
        <section class="panel side-about">
            {submissions}
            <h2>{t.get("desk.review.about")}</h2>
            {problem}
            <dl class="facts facts-tight">
                <Fact label=t.get("desk.supplier.contact_name") value=s.shown(t, "contact_name") />
                <Fact label=t.get("desk.supplier.email") value=s.shown(t, "email") />
                <Fact label=t.get("desk.supplier.language") value=s.shown(t, "language") />
                <Fact label=t.get("desk.supplier.country") value=s.shown(t, "country") />
                <Fact label=t.get("desk.campaign.due") value=p.campaign.due.clone() />
                <Fact label=t.get("desk.campaign.state") value=campaign_state(t, &p.campaign.state) />
                <Fact label=t.get("desk.review.reminders") value=p.reminders />
                {reminder}
            </dl>
            <ButtonLink href=routes::supplier(&s.id) label=t.get("desk.review.to_supplier") />
        </section>
    }
    .into_any()
}

/// The worst severity among findings, or `none`.
pub(crate) fn worst(findings: &[FindingView]) -> &'static str {
    ["error", "warning", "note"]
        .into_iter()
        .find(|s| findings.iter().any(|x| x.severity == *s))
        .unwrap_or("none")
}

/// The word for a severity.
pub(crate) fn severity(t: T, key: &str) -> String {
    let key = match key {
        "error" => "desk.severity.error",
        "warning" => "desk.severity.warning",
        _ => "desk.severity.note",
    };
    t.get(key).to_owned()
}

/// Draws a finding where it belongs, with the way to ask about it.
pub(crate) fn finding(t: T, p: &Review, x: &FindingView, write: bool) -> AnyView {
    let class = format!("finding finding-{}", x.severity);
    let said = (!x.explanation.is_empty()).then(|| {
        view! { <p class="explained"><span class="explained-by">{t.get("desk.review.explained")}</span>" "{x.explanation.clone()}</p> }
    });
    let ask = (write && p.can.ask)
        .then(|| queries::ask_link(t, p, &x.location, &x.key, &x.place, &x.proposal, x.asked));
    view! {
        <div class=class>
            <p class="finding-what">
                <span class="finding-kind">{severity(t, &x.severity)}</span>" "{x.what.clone()}" "
                <span class="code">{x.code.clone()}</span>
            </p>
            <p class="finding-why">{x.why.clone()}</p>
            {said}{ask}
        </div>
    }
    .into_any()
}
