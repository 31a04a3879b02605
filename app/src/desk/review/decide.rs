//! What the team can do with a request, and the step before it goes back.

use super::{QueryView, Review};
use crate::desk::campaigns::{ShownMail, mail};
use crate::desk::form::Form;
use crate::desk::parts::number;
use crate::desk::routes;
use crate::desk::{Frame, Page, T};
use crate::ui::{Act, ButtonLink, Field, Lines, PageHead, Question, Rank, Submit};
use leptos::prelude::*;

/// What can be done with a request in its present state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Can {
    /// Take it up for review.
    pub take_up: bool,
    /// Raise queries.
    pub ask: bool,
    pub send_back: bool,
    pub accept: bool,
    pub reject: bool,
    /// Agree with a decline.
    pub agree: bool,
    /// Undo the decision, or ask again after a decline.
    pub undo: bool,
    /// Take the request back.
    pub withdraw: bool,
    /// Send a new link.
    pub new_link: bool,
}

/// Draws the decision.
pub(super) fn decide(t: T, p: &Review, write: bool) -> AnyView {
    if !write {
        return ().into_any();
    }
    let c = &p.can;
    let drafts = p.queries.iter().filter(|q| q.state == "draft").count() as u64;
    let take_up = c
        .take_up
        .then(|| view! { <Act to=routes::take_up(&p.id) label=t.get("desk.act.take_up") fields=vec![("version", p.version.to_string())] /> }.into_any());
    let accept = c.accept.then(|| {
        let question = t.fmt("desk.act.accept_ask", &[("name", p.supplier.get("name"))]);
        let rank = if drafts == 0 { Rank::First } else { Rank::Usual };
        let ask = Question::new(question, t.get("desk.cancel"));
        let fields = vec![("version", p.version.to_string())];
        view! { <Act to=routes::accept(&p.id) label=t.get("desk.act.accept") rank ask fields /> }
    });
    let back = c.send_back.then(|| {
        if drafts > 0 {
            view! { <ButtonLink href=routes::send_back(&p.id) label={t.fmt("desk.act.send_back", &[("n", &number(drafts))])} rank=Rank::First /> }.into_any()
        } else {
            view! { <p class="minor">{t.get("desk.act.send_back_hint")}</p> }.into_any()
        }
    });
    let undo = c.undo.then(|| {
        let (label, hint) = match p.state.as_str() {
            "withdrawn" if !p.submissions.is_empty() => {
                ("desk.act.withdraw_undo", "desk.act.withdraw_undo_hint")
            }
            "declined" | "withdrawn" => ("desk.act.ask_again", "desk.act.ask_again_hint"),
            "out_of_scope" => ("desk.act.scope_undo", "desk.act.scope_undo_hint"),
            _ => ("desk.act.undo", "desk.act.undo_hint"),
        };
        let undo = view! { <Act to=routes::undo(&p.id) label=t.get(label) fields=vec![("version", p.version.to_string())] /> }.into_any();
        view! { {undo}<p class="minor">{t.get(hint)}</p> }
    });
    let link = c.new_link.then(|| {
        view! { <Act to=routes::new_link(&p.id) label=t.get("desk.act.new_link") rank=Rank::Quiet ask=Question::new(t.fmt("desk.act.new_link_ask", &[("email", p.supplier.get("email"))]), t.get("desk.cancel")) fields=vec![("version", p.version.to_string())] /> }.into_any()
    });
    let agree = c.agree.then(|| {
        reasoned(
            t,
            p,
            routes::out_of_scope(&p.id),
            "out-of-scope",
            "desk.act.out_of_scope",
            "desk.act.out_of_scope_hint",
        )
    });
    let reject = c
        .reject
        .then(|| reasoned(t, p, routes::reject(&p.id), "reject", "desk.act.reject", "desk.act.reject_hint"));
    let withdraw = c.withdraw.then(|| {
        reasoned(t, p, routes::withdraw(&p.id), "withdraw", "desk.act.withdraw", "desk.act.withdraw_hint")
    });
    view! {
        <section class="panel decide" aria-labelledby="decide">
            <h2 id="decide">{t.get("desk.review.decide")}</h2>
            <div class="decide-acts">{back}{accept}{take_up}{agree}{undo}{link}{reject}{withdraw}</div>
        </section>
    }
    .into_any()
}

/// An act that needs a reason, folded away until wanted.
fn reasoned(
    t: T,
    p: &Review,
    action: String,
    key: &'static str,
    label: &'static str,
    hint: &'static str,
) -> AnyView {
    let name = format!("reason-{key}");
    // A refused act comes back open, with what was written and what is wrong with it.
    let wrong = p.refused.errors.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone());
    let open = wrong.is_some();
    let error = format!("{name}-error");
    let described = if open { format!("{name}-hint {error}") } else { format!("{name}-hint") };
    let wrong = wrong.map(|text| view! { <p class="wrong" id=error>{text}</p> });
    view! {
        <details class="reasoned" open=open>
            <summary>{t.get(label)}</summary>
            <form method="post" action=action>
                <input type="hidden" name="version" value=p.version.to_string() />
                <input type="hidden" name="field" value=name.clone() />
                <label for=name.clone()>{t.get("desk.act.reason")}</label>
                <p class="hint" id=format!("{name}-hint")>{t.get(hint)}</p>
                {wrong}
                <Lines control=p.refused.at(&name) rows=3 described=Some(described) />
                <Submit label=t.get(label) rank=Rank::Grave />
            </form>
        </details>
    }
    .into_any()
}

/// The control with the proposed contact's name.
pub const CONTACT_NAME: &str = "contact-name";
/// The control with the proposed contact's address.
pub const CONTACT_EMAIL: &str = "contact-email";

/// Another contact that somebody who opened the link named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// What was written with it.
    pub note: String,
    /// Name and address, which the team may correct before it agrees.
    pub form: Form,
}

/// Draws the proposal of another contact.
pub(super) fn proposed(t: T, p: &Review, write: bool) -> AnyView {
    let Some(Proposal { note, form }) = &p.proposed else { return ().into_any() };
    let own = routes::contact(&p.id);
    let said =
        (!note.is_empty()).then(|| view! { <blockquote class="letter-text">{note.clone()}</blockquote> });
    let person = if write {
        let name =
            view! { <Field control=form.at(CONTACT_NAME) label=t.get("desk.supplier.contact_name") /> }
                .into_any();
        let email =
            view! { <Field control=form.at(CONTACT_EMAIL) label=t.get("desk.supplier.email") kind="email" required=true /> }.into_any();
        view! {
            <form method="post" action=own.clone()>
                <input type="hidden" name="version" value=p.version.to_string() />
                <input type="hidden" name="take" value="yes" />
                {name}{email}
                <Submit label=t.get("desk.contact.take") rank=Rank::First />
            </form>
            <Act to=own label=t.get("desk.contact.keep") rank=Rank::Quiet fields=vec![("version", p.version.to_string()), ("take", "no".into())] />
        }
        .into_any()
    } else {
        view! { <p>{format!("{} <{}>", form.get(CONTACT_NAME), form.get(CONTACT_EMAIL))}</p> }.into_any()
    };
    view! {
        <section class="panel panel-ours" aria-labelledby="contact">
            <h2 id="contact">{t.get("desk.contact.title")}</h2>
            <p>{t.get("desk.contact.text")}</p>
            {said}
            {person}
        </section>
    }
    .into_any()
}

/// The mail that sends a declaration back, before it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendBack {
    pub id: String,
    /// Counts changes.
    pub version: i64,
    /// Supplier's name.
    pub supplier: String,
    /// What is asked.
    pub queries: Vec<QueryView>,
    pub mail: ShownMail,
}

impl Page for SendBack {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let own = routes::request(&p.id);
        let items: Vec<_> = p
            .queries
            .iter()
            .map(|q| {
                view! { <li class="query"><p class="query-head"><strong>{q.place.clone()}</strong></p><p class="query-text">{q.text.clone()}</p></li> }
            })
            .collect();
        view! {
            <PageHead title=t.get("desk.back.title") above={Some((own.clone(), p.supplier.clone()))} />
            <p class="lead">{t.get("desk.back.lead")}</p>
            <div class="mail-split">
                <section class="panel" aria-labelledby="asked">
                    <h2 id="asked">{t.get("desk.back.asked")}</h2>
                    <ul class="queries">{items}</ul>
                    <div class="form-acts">
                        <Act to=routes::send_back(&p.id) label=t.get("desk.back.go") rank=Rank::First fields=vec![("version", p.version.to_string())] />
                        <ButtonLink href=own label=t.get("desk.cancel") />
                    </div>
                </section>
                <section class="panel" aria-labelledby="mail">
                    <h2 id="mail">{t.get("desk.preview.mail")}</h2>
                    {mail(t, &p.mail)}
                </section>
            </div>
        }
        .into_any()
    }
}
