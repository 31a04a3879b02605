//! The demonstration's mailbox: what would have been sent.

use super::letter::{Letter, ShownMail};
use super::{DeskPage, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{EmptyState, PageHead, Panel, Submit};
use domain::Instant;
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// What the demonstration takes for the present.
    pub now: Instant,
    /// What was searched for.
    pub search: String,
    /// Mails, newest first.
    pub rows: Vec<MailboxRow>,
    /// The mail that is shown.
    pub mail: Option<ShownMail>,
    /// The addresses of the links in it.
    pub links: Vec<String>,
}

/// A mail in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailboxRow {
    pub id: String,
    pub to: String,
    pub subject: String,
    pub at: Instant,
}

impl DeskPage for Mailbox {
    fn view(self) -> AnyView {
        view! { <MailboxPage page=self /> }.into_any()
    }
}

#[component]
fn MailboxPage(page: Mailbox) -> impl IntoView {
    let t = texts();
    let shown = page.mail.as_ref().map(|mail| mail.id.clone()).unwrap_or_default();
    let letter = match page.mail {
        Some(mail) => view! { <Letter mail /><Links links=page.links /> }.into_any(),
        None => view! { <EmptyState text=t.get("desk.mailbox.choose") /> }.into_any(),
    };
    view! {
        <PageHead title=t.get("desk.mailbox.title") />
        <p class="lead">{t.get("desk.mailbox.lead")}</p>
        <Clock now=page.now />
        <div class="mail-split">
            <Panel id="list" title=t.get("desk.mailbox.list")>
                <form class="filter" method="get" action=routes::mailbox() role="search">
                    <label for="q">{t.get("desk.mailbox.search")}</label>
                    <input id="q" name="q" type="search" value=page.search />
                    <Submit label=t.get("desk.search") />
                </form>
                <MailList rows=page.rows shown />
            </Panel>
            <Panel id="mail" title=t.get("desk.preview.mail")>
                {letter}
            </Panel>
        </div>
    }
}

/// What the demonstration takes for the present, and the ways to let time pass.
#[component]
fn Clock(now: Instant) -> impl IntoView {
    let t = texts();
    view! {
        <form class="filter" method="post" action=routes::later()>
            <p>{t.get("desk.mailbox.now")}" "<LocalTime at=now /></p>
            <Submit label=t.get("desk.mailbox.reminder") says=("to", "reminder") />
            <Submit label=t.get("desk.mailbox.week") says=("to", "week") />
        </form>
    }
}

#[component]
fn MailList(
    rows: Vec<MailboxRow>,
    /// Which mail is shown.
    shown: String,
) -> impl IntoView {
    if rows.is_empty() {
        return view! { <EmptyState text=texts().get("desk.mailbox.none") /> }.into_any();
    }
    let line = |row: MailboxRow| {
        let current = row.id == shown;
        view! { <MailLine row current /> }
    };
    view! { <ul class="recipients">{rows.into_iter().map(line).collect_view()}</ul> }.into_any()
}

#[component]
fn MailLine(row: MailboxRow, current: bool) -> impl IntoView {
    let href = routes::with(routes::mailbox(), &[("id", &row.id)]) + "#mail";
    view! {
        <li>
            <a class="recipient" href=href aria-current=current.then_some("true")>
                <span class="recipient-name">{row.subject}</span>
                <span class="minor">{row.to}" · "<LocalTime at=row.at /></span>
            </a>
        </li>
    }
}

#[component]
fn Links(links: Vec<String>) -> impl IntoView {
    let links = links
        .into_iter()
        .map(|href| view! { <li><a href=href.clone() rel="noopener">{href.clone()}</a></li> });
    view! {
        <h3>{texts().get("desk.mailbox.links")}</h3>
        <ul class="links">{links.collect_view()}</ul>
    }
}
