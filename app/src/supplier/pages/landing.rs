//! What a person sees who opened a link. Nothing has happened yet; every act is a button.

mod ways_out;

use super::asker_facts::AskerFacts;
use super::parts::{Eyebrow, TakeBack, WebLink};
use crate::kit::texts;
use crate::supplier::model::Landing;
use crate::supplier::paths;
use crate::ui::Fact;
use domain::workflow::RequestState;
use leptos::prelude::*;
use ways_out::WaysOut;

#[component]
pub fn LandingPage(page: Landing) -> impl IntoView {
    let t = texts();
    let (year, queries) = (page.year.to_string(), page.open_queries.to_string());
    let args = [
        ("company", page.asker.company.as_str()),
        ("supplier", &page.supplier),
        ("year", &year),
        ("due", &page.due),
        ("version", &page.template_version),
        ("n", &queries),
        ("domain", &page.asker.domain),
        ("contact", &page.masked_contact),
        ("cutoff", &page.late_until),
    ];
    let said = |key: &str| t.fmt(key, &args);
    let notice = |key: &str| view! { <p class="notice">{said(key)}</p> };
    let fault = page
        .fault
        .as_deref()
        .map(|key| view! { <p class="notice bad" role="alert">{t.get(key).to_owned()}</p> });
    let state = format!("landing.state.{}", state_key(page.state));
    let state = t.has(&state).then(|| notice(&state));
    let late = (!page.late_until.is_empty()).then(|| notice("landing.late"));
    let paused = (page.paused && page.open).then(|| view! { <Paused path=page.path.clone() /> });
    let writable = page.state.is_none_or(|s| s.is_writable());
    // Nobody begins what is over.
    let over = (writable && !page.open).then(|| notice("stopped.over.text"));
    let why = (!page.asker.why.trim().is_empty())
        .then(|| view! { <blockquote class="why">{page.asker.why.clone()}</blockquote> });
    let products = (!page.products.is_empty())
        .then(|| view! { <Fact label=t.get("landing.products") value=page.products.clone() /> });
    let domain = (!page.asker.domain.is_empty())
        .then(|| view! { <WebLink url=format!("https://{}", page.asker.domain) /> });
    let ways_out =
        (writable && page.open).then(|| view! { <WaysOut path=page.path.clone() sent=page.sent.clone() /> });
    view! {
        <Eyebrow supplier=page.supplier.clone() campaign=page.campaign.clone() />
        <h1>{said("landing.heading")}</h1>
        <p class="lead">{said("landing.lead")}</p>
        {fault}
        {state}
        {late}
        {over}
        {why}
        <Act path=page.path.clone() state=page.state open=page.open />
        <dl class="facts panel">
            <Fact label=t.get("landing.for") value=page.supplier.clone() />
            <Fact label=t.get("landing.year") value=year.clone() />
            {products}
            <Fact label=t.get("landing.due") value=page.due.clone() />
            <Fact label=t.get("landing.template") value=said("landing.template_version") />
            <Fact label=t.get("landing.sent_to") value=page.masked_contact.clone() />
            <AskerFacts asker=page.asker.clone() />
        </dl>
        <section class="panel genuine">
            <h2>{t.get("landing.genuine")}</h2>
            <p>{said("landing.genuine_text")}</p>
            <p>
                {domain}
                " · "<a href=paths::VERIFY>{t.get("landing.verify")}</a>
            </p>
        </section>
        {paused}
        {ways_out}
    }
}

/// Says that no reminders are sent, and takes them up again.
#[component]
fn Paused(path: String) -> impl IntoView {
    let t = texts();
    view! {
        <section class="panel" aria-labelledby="paused">
            <h2 id="paused">{t.get("landing.paused")}</h2>
            <form method="post" action=path>
                <p class="quiet">{t.get("landing.paused.text")}</p>
                <button class="button" name="act" value="remind">{t.get("landing.paused.again")}</button>
            </form>
        </section>
    }
}

fn state_key(state: Option<RequestState>) -> &'static str {
    state.map_or("fresh", RequestState::key)
}

/// The one act that the request's state has room for, if any.
#[component]
fn Act(
    path: String,
    #[prop(optional_no_strip)] state: Option<RequestState>,
    /// Whether the campaign still takes answers.
    open: bool,
) -> impl IntoView {
    let t = texts();
    let over = !open && state.is_none_or(|s| s.is_writable());
    match state {
        Some(RequestState::Declined) => open.then(|| view! { <TakeBack path primary=true /> }.into_any()),
        Some(RequestState::OutOfScope) => None,
        // What was sent back was submitted before, so there is a receipt.
        Some(RequestState::SentBack) if over => {
            Some(view! { <Start path label=t.get("stopped.receipt").to_owned() /> }.into_any())
        }
        _ if over => None,
        _ => {
            let own = format!("landing.start.{}", state_key(state));
            let label = t.get(if t.has(&own) { &own } else { "landing.start" }).to_owned();
            let begins = state.is_none_or(|s| s == RequestState::Invited);
            Some(view! { <Start path label begins /> }.into_any())
        }
    }
}

/// The button that opens the form, or the receipt.
#[component]
fn Start(
    path: String,
    label: String,
    /// Whether it begins something.
    #[prop(optional)]
    begins: bool,
) -> impl IntoView {
    let hint = begins.then(|| view! { <p class="quiet">{texts().get("landing.start_hint")}</p> });
    view! {
        <form method="post" action=path class="start">
            <button class="button primary big" name="act" value="start">{label}</button>
            {hint}
        </form>
    }
}
