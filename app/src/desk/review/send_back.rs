//! The step before a declaration goes back: what is asked, and the mail.

use super::findings::{severity_key, severity_word};
use super::queries::QueryView;
use crate::desk::letter::{Letter, ShownMail};
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{ButtonLink, Link, PageHead, Panel, Rank, Submit};
use domain::Severity;
use leptos::prelude::*;

/// The mail that sends a declaration back, before it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendBack {
    pub id: String,
    /// Counts changes.
    pub version: i64,
    /// Supplier's name.
    pub supplier: String,
    /// The list that one came from.
    pub from: String,
    /// The supplier's language.
    pub language: String,
    /// What is asked.
    pub queries: Vec<QueryView>,
    /// What can be asked besides.
    pub offers: Vec<Offer>,
    /// Whether nothing was chosen.
    pub nothing: bool,
    pub mail: ShownMail,
}

/// A question that comes of what the rules found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is chosen by.
    pub key: String,
    pub severity: Severity,
    /// What was found, for who reads here.
    pub what: String,
    /// What the supplier reads.
    pub question: String,
    /// Whether it is asked.
    pub chosen: bool,
}

impl DeskPage for SendBack {
    fn view(self) -> AnyView {
        view! { <SendBackPage page=self /> }.into_any()
    }
}

#[component]
fn SendBackPage(page: SendBack) -> impl IntoView {
    let t = texts();
    let own = routes::with(routes::request(&page.id), &[("from", &page.from)]);
    let asked = page.queries.into_iter();
    let asked = asked.map(|it| view! { <AskedLine place=it.place text=it.text /> }).collect_view();
    let language = page.language;
    let offers = (!page.offers.is_empty()).then(|| {
        let lines = page.offers.into_iter();
        let lines = lines.map(|offer| view! { <OfferLine offer language=language.clone() /> }).collect_view();
        view! {
            <h3>{t.get("desk.back.found")}</h3>
            <p class="hint">{t.get("desk.back.found_hint")}</p>
            <ul class="queries">{lines}</ul>
        }
    });
    let nothing =
        page.nothing.then(|| view! { <p class="wrong" role="alert">{t.get("desk.back.nothing")}</p> });
    view! {
        <PageHead title=t.get("desk.back.title") above=Link::new(own.clone(), page.supplier) />
        <p class="lead">{t.get("desk.back.lead")}</p>
        <form class="mail-split" method="post" action=routes::send_back(&page.id)>
            <Panel id="asked" title=t.get("desk.back.asked")>
                <input type="hidden" name="version" value=page.version.to_string() />
                <input type="hidden" name="from" value=page.from />
                {nothing}
                <ul class="queries">{asked}</ul>
                {offers}
                <div class="form-acts form-acts-near">
                    <Submit label=t.get("desk.back.go") rank=Rank::Primary />
                    <Submit label=t.get("desk.back.preview") says=("act", "preview") />
                    <ButtonLink href=own label=t.get("desk.cancel") rank=Rank::Secondary />
                </div>
            </Panel>
            <Panel id="mail" title=t.get("desk.preview.mail")>
                <Letter mail=page.mail />
            </Panel>
        </form>
    }
}

#[component]
fn OfferLine(
    offer: Offer,
    /// The supplier's language.
    language: String,
) -> impl IntoView {
    let severity = severity_key(offer.severity);
    view! {
        <li class="query offer">
            <label class="offer-choice">
                <input type="checkbox" name="concern" value=offer.key checked=offer.chosen />
                <span>
                    <span class=format!("finding-kind finding-kind-{severity}")>{severity_word(offer.severity)}</span>" "
                    {offer.what}
                </span>
            </label>
            <p class="query-text minor" lang=language>{offer.question}</p>
        </li>
    }
}

#[component]
fn AskedLine(place: String, text: String) -> impl IntoView {
    view! {
        <li class="query">
            <p class="query-head"><strong>{place}</strong></p>
            <p class="query-text">{text}</p>
        </li>
    }
}
