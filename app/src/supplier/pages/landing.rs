//! What a person sees who opened a link. Nothing has happened yet; every act is a button.

use super::notices::take_back;
use super::{T, asker_facts, fact, link};
use crate::supplier::model::Landing;
use crate::supplier::paths;
use domain::workflow::RequestState;
use leptos::prelude::*;

pub fn landing(t: T, p: &Landing) -> AnyView {
    let args: &[(&str, &str)] = &[
        ("company", &p.asker.company),
        ("supplier", &p.supplier),
        ("year", &p.year.to_string()),
        ("due", &p.due),
        ("version", &p.template_version),
        ("n", &p.open_queries.to_string()),
        ("domain", &p.asker.domain),
        ("contact", &p.masked_contact),
        ("cutoff", &p.late_until),
    ];
    let fault = p
        .fault
        .as_deref()
        .map(|key| view! { <p class="notice bad" role="alert">{t.get(key)}</p> }.into_any());
    let key = p.state.map_or("fresh", |s| s.key());
    let start_key = format!("landing.start.{key}");
    let start = if t.0.has(&start_key) { t.get(&start_key) } else { t.get("landing.start") };
    let state_key = format!("landing.state.{key}");
    let state =
        t.0.has(&state_key).then(|| view! { <p class="notice">{t.fmt(&state_key, args)}</p> }.into_any());
    let late = (!p.late_until.is_empty())
        .then(|| view! { <p class="notice">{t.fmt("landing.late", args)}</p> }.into_any());
    let begins = p.state.is_none_or(|s| s == RequestState::Invited);
    let writable = p.state.is_none_or(|s| s.is_writable());
    // Nobody begins what is over. What was sent back was submitted before, so there is a receipt.
    let over = writable && !p.open;
    let acts = match p.state {
        Some(RequestState::Declined) => p.open.then(|| take_back(t, &p.path, true)),
        Some(RequestState::OutOfScope) => None,
        Some(RequestState::SentBack) if over => Some(start_form(t, p, t.get("stopped.receipt"), false)),
        _ => (!over).then(|| start_form(t, p, start, begins)),
    };
    let over = over.then(|| view! { <p class="notice">{t.fmt("stopped.over.text", args)}</p> }.into_any());
    let why = (!p.asker.why.trim().is_empty())
        .then(|| view! { <blockquote class="why">{p.asker.why.clone()}</blockquote> }.into_any());
    view! {
        <p class="eyebrow">{p.supplier.clone()}" · "{p.campaign.clone()}</p>
        <h1>{t.fmt("landing.heading", args)}</h1>
        <p class="lead">{t.fmt("landing.lead", args)}</p>
        {fault}
        {state}
        {late}
        {over}
        {why}
        {acts}
        <dl class="facts panel">
            {fact(t.get("landing.for"), Some(p.supplier.clone().into_any()))}
            {fact(t.get("landing.year"), Some(p.year.to_string().into_any()))}
            {(!p.products.is_empty()).then(|| fact(t.get("landing.products"), Some(p.products.clone().into_any())))}
            {fact(t.get("landing.due"), Some(p.due.clone().into_any()))}
            {fact(t.get("landing.template"), Some(t.fmt("landing.template_version", args).into_any()))}
            {fact(t.get("landing.sent_to"), Some(p.masked_contact.clone().into_any()))}
            {asker_facts(t, &p.asker)}
        </dl>
        <section class="panel genuine">
            <h2>{t.get("landing.genuine")}</h2>
            <p>{t.fmt("landing.genuine_text", args)}</p>
            <p>
                {link(&format!("https://{}", p.asker.domain)).filter(|_| !p.asker.domain.is_empty())}
                " · "<a href=paths::VERIFY>{t.get("landing.verify")}</a>
            </p>
        </section>
        {(writable && p.open).then(|| ways_out(t, p))}
    }
    .into_any()
}

fn start_form(t: T, p: &Landing, start: String, begins: bool) -> AnyView {
    view! {
        <form method="post" action=p.path.clone() class="start">
            <button class="button primary big" name="act" value="start">{start}</button>
            {begins.then(|| view! { <p class="quiet">{t.get("landing.start_hint")}</p> })}
        </form>
    }
    .into_any()
}

/// The ways out, folded away: another person, no concern, later.
fn ways_out(t: T, p: &Landing) -> AnyView {
    let later: Vec<AnyView> = [3, 7, 14]
        .into_iter()
        .map(|n| {
            let label = t.fmt("landing.later.days", &[("n", &n.to_string())]);
            view! { <button class="button" name="days" value=n>{label}</button> }.into_any()
        })
        .collect();
    let sent = &p.sent;
    let open = |way: &str| sent.act == way;
    view! {
        <section class="ways">
            <h2>{t.get("landing.ways")}</h2>
            <details class="panel" name="way" open=open("other")>
                <summary>{t.get("landing.other")}</summary>
                <form method="post" action=p.path.clone()>
                    <p class="quiet">{t.get("landing.other.text")}</p>
                    {line(t, "other-name", "name", "text", "landing.other.name", &sent.name)}
                    {line(t, "other-email", "email", "email", "landing.other.email", &sent.email)}
                    {line(t, "other-note", "note", "text", "landing.other.note", &sent.note)}
                    <button class="button" name="act" value="other">{t.get("landing.other.send")}</button>
                </form>
            </details>
            <details class="panel" name="way" open=open("decline")>
                <summary>{t.get("landing.decline")}</summary>
                <form method="post" action=p.path.clone()>
                    <p class="quiet">{t.get("landing.decline.text")}</p>
                    {line(t, "decline-reason", "reason", "text", "landing.decline.reason", &sent.reason)}
                    <button class="button" name="act" value="decline">{t.get("landing.decline.send")}</button>
                </form>
            </details>
            <details class="panel" name="way" open=open("later")>
                <summary>{t.get("landing.later")}</summary>
                <form method="post" action=p.path.clone()>
                    <p class="quiet">{t.get("landing.later.text")}</p>
                    <input type="hidden" name="act" value="later"/>
                    <div class="acts">{later}</div>
                </form>
            </details>
        </section>
    }
    .into_any()
}

fn line(
    t: T,
    id: &'static str,
    name: &'static str,
    kind: &'static str,
    label: &'static str,
    sent: &str,
) -> AnyView {
    let optional = name == "note";
    view! {
        <div class="field">
            <label class="label" for=id>
                {t.get(label)}
                {optional.then(|| view! { " "<span class="optional">{t.get("answer.optional")}</span> })}
            </label>
            <input type=kind id=id name=name required=!optional maxlength="500" value=sent.to_owned()
                autocomplete=if kind == "email" { "off" } else { "on" }/>
        </div>
    }
    .into_any()
}
