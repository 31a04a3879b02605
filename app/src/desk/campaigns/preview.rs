//! What each recipient would get, and who gets nothing and why. Launching is the next step from here.

use crate::desk::frame::Frame;
use crate::desk::parts::{Paging, language, number, paging, when};
use crate::desk::routes;
use crate::desk::{Page, T};
use crate::ui::{Act, ButtonLink, EmptyState, PageHead, Question, Rank};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The campaign.
    pub id: String,
    pub name: String,
    /// How many will be invited.
    pub count: u64,
    /// How many of them are not at work now: their invitation waits for their working hours.
    pub later: u64,
    /// This page of recipients: supplier, name, contact, address, language.
    pub rows: Vec<PreviewRow>,
    /// Those who get nothing, and why.
    pub skipped: Vec<Skipped>,
    /// The mail that is shown.
    pub mail: Option<ShownMail>,
    /// Where the list goes on.
    pub paging: Paging,
}

/// A recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewRow {
    /// Supplier.
    pub id: String,
    pub name: String,
    pub contact: String,
    pub email: String,
    pub language: String,
    /// When its working hours begin, where it is outside of them now.
    pub at: Option<i64>,
    /// Address of this page with this recipient's mail shown.
    pub href: String,
}

/// Somebody who gets nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Supplier.
    pub id: String,
    pub name: String,
    /// Why, as a sentence.
    pub why: String,
}

/// A mail as it will be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownMail {
    /// The supplier it goes to.
    pub id: String,
    pub to: String,
    pub subject: String,
    /// Plain text.
    pub text: String,
    pub language: String,
}

/// Draws a mail.
pub fn mail(t: T, m: &ShownMail) -> AnyView {
    view! {
        <article class="letter" lang=m.language.clone()>
            <dl class="letter-head" lang=t.language()>
                <div><dt>{t.get("desk.mail.to")}</dt><dd>{m.to.clone()}</dd></div>
                <div><dt>{t.get("desk.words.subject")}</dt><dd>{m.subject.clone()}</dd></div>
            </dl>
            <div class="letter-text">{m.text.clone()}</div>
        </article>
    }
    .into_any()
}

impl Page for Preview {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let own = routes::campaign(&p.id);
        let n = number(p.count);
        let may = f.can_write() && p.count > 0;
        let launch = may.then(|| {
            view! { <Act to=routes::launch(&p.id) label={t.fmt("desk.preview.launch", &[("n", &n)])} rank=Rank::First ask=Question::new(t.fmt("desk.preview.ask", &[("n", &n)]), t.get("desk.cancel")) fields=vec![("when", "hours".into())] /> }.into_any()
        });
        let at_once = (may && p.later > 0).then(|| {
            view! { <Act to=routes::launch(&p.id) label={t.fmt("desk.preview.at_once", &[("n", &n)])} rank=Rank::Quiet ask=Question::new(t.fmt("desk.preview.at_once_ask", &[("n", &n)]), t.get("desk.cancel")) fields=vec![("when", "now".into())] /> }.into_any()
        });
        let whom =
            view! { <ButtonLink href=routes::recipients(&p.id) label=t.get("desk.recipients.title") /> };
        let later = (p.later > 0).then(|| {
            view! { <p class="minor">{t.fmt("desk.preview.later", &[("n", &number(p.later))])}</p> }
        });
        let shown = p.mail.as_ref().map(|m| m.id.clone()).unwrap_or_default();
        let rows: Vec<_> = p
            .rows
            .iter()
            .map(|r| {
                let current = (r.id == shown).then_some("true");
                let at = r.at.map(
                    |at| view! { <span class="minor">{t.get("desk.preview.waits")}" "{when(at)}</span> },
                );
                view! {
                    <li>
                        <a class="recipient" href=format!("{}#mail", r.href) aria-current=current>
                            <span class="recipient-name">{r.name.clone()}</span>
                            <span class="minor">{r.email.clone()}" · "{language(&r.language)}</span>
                            {at}
                        </a>
                    </li>
                }
            })
            .collect();
        let list = if rows.is_empty() {
            view! { <EmptyState text=t.get("desk.preview.nobody") /> }.into_any()
        } else {
            view! { <ul class="recipients">{rows}</ul> }.into_any()
        };
        let letter = match &p.mail {
            Some(m) => mail(t, m),
            None => view! { <EmptyState text=t.get("desk.preview.no_mail") /> }.into_any(),
        };
        view! {
            <PageHead title=t.get("desk.preview.title") above=Some((own.clone(), p.name.clone()))>{whom}{at_once}{launch}</PageHead>
            <p class="lead">{t.fmt("desk.preview.lead", &[("n", &n)])}</p>
            {later}
            {skipped(t, &p.skipped)}
            <div class="mail-split">
                <section class="panel" aria-labelledby="who">
                    <h2 id="who">{t.get("desk.preview.who")}</h2>
                    {list}
                    {paging(t, &p.paging)}
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

fn skipped(t: T, rows: &[Skipped]) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let n = number(rows.len() as u64);
    let items: Vec<_> = rows
        .iter()
        .map(|s| {
            view! {
                <li class="line">
                    <a href=routes::supplier(&s.id)>{s.name.clone()}</a><span class="minor">{s.why.clone()}</span>
                </li>
            }
        })
        .collect();
    view! {
        <section class="panel panel-bad" aria-labelledby="skipped">
            <h2 id="skipped">{t.fmt("desk.preview.skipped", &[("n", &n)])}</h2>
            <ul class="lines">{items}</ul>
        </section>
    }
    .into_any()
}
