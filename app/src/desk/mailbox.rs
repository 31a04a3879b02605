//! The demonstration's mailbox: what would have been sent.

use super::campaigns::{ShownMail, mail};
use super::parts::when;
use super::{Frame, Page, T};
use crate::desk::routes;
use crate::ui::{EmptyState, PageHead, Submit};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// What the demonstration takes for the present.
    pub now: i64,
    /// What was searched for.
    pub search: String,
    /// Mails, newest first.
    pub rows: Vec<MailboxRow>,
    /// The mail that is shown.
    pub mail: Option<ShownMail>,
    /// The links in it: address.
    pub links: Vec<String>,
}

/// A mail in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailboxRow {
    pub id: String,
    pub to: String,
    pub subject: String,
    pub at: i64,
}

impl Page for Mailbox {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let shown = p.mail.as_ref().map(|m| m.id.clone()).unwrap_or_default();
        let rows: Vec<_> = p
            .rows
            .iter()
            .map(|r| {
                let current = (r.id == shown).then_some("true");
                view! {
                    <li>
                        <a class="recipient" href=routes::with(routes::mailbox(), &[("id", &r.id)]) + "#mail" aria-current=current>
                            <span class="recipient-name">{r.subject.clone()}</span>
                            <span class="minor">{r.to.clone()}" · "{when(r.at)}</span>
                        </a>
                    </li>
                }
            })
            .collect();
        let list = if rows.is_empty() {
            view! { <EmptyState text=t.get("desk.mailbox.none") /> }.into_any()
        } else {
            view! { <ul class="recipients">{rows}</ul> }.into_any()
        };
        let links: Vec<_> = p
            .links
            .iter()
            .map(|href| view! { <li><a href=href.clone() rel="noopener">{href.clone()}</a></li> })
            .collect();
        let letter = match &p.mail {
            Some(m) => view! {
                {mail(t, m)}
                <h3>{t.get("desk.mailbox.links")}</h3>
                <ul class="links">{links}</ul>
            }
            .into_any(),
            None => view! { <EmptyState text=t.get("desk.mailbox.choose") /> }.into_any(),
        };
        view! {
            <PageHead title=t.get("desk.mailbox.title") />
            <p class="lead">{t.get("desk.mailbox.lead")}</p>
            <form class="filter" method="post" action=routes::later()>
                <p>{t.get("desk.mailbox.now")}" "{when(p.now)}</p>
                <button class="button" name="to" value="reminder">{t.get("desk.mailbox.reminder")}</button>
                <button class="button" name="to" value="week">{t.get("desk.mailbox.week")}</button>
            </form>
            <div class="mail-split">
                <section class="panel" aria-labelledby="list">
                    <h2 id="list">{t.get("desk.mailbox.list")}</h2>
                    <form class="filter" method="get" action=routes::mailbox() role="search">
                        <label for="q">{t.get("desk.mailbox.search")}</label>
                        <input id="q" name="q" type="search" value=p.search.clone() />
                        <Submit label=t.get("desk.search") />
                    </form>
                    {list}
                </section>
                <section class="panel" aria-labelledby="mail">
                    <h2 id="mail">{t.get("desk.preview.mail")}</h2>
                    {letter}
                </section>
            </div>
        }
        .into_any()
    }
}
