//! The team's queries: those there are, and the form for a new one.

use super::Review;
use crate::desk::T;
use crate::desk::routes;
use crate::islands::{AskLink, CharacterCount};
use crate::ui::{Act, Control, Lines, Rank, Submit};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryView {
    pub id: String,
    /// State key.
    pub state: String,
    /// Where: location id.
    pub location: String,
    /// Where, in words.
    pub place: String,
    /// What the supplier reads.
    pub text: String,
    /// The answer when it was raised.
    pub old_value: String,
    /// The answer now, where it changed.
    pub new_value: Option<String>,
    /// What the supplier replied.
    pub reply: String,
    /// The submission that it is about.
    pub submission: i64,
}

/// The form for a new query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Location id; empty until something is chosen.
    pub location: String,
    /// Where, in words.
    pub place: String,
    /// The finding that it comes from.
    pub finding: String,
    /// The text so far.
    pub text: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// The longest text of a query.
pub const LONGEST: usize = 2000;

/// The way to ask about something: a link that opens the form filled in, which happens on the spot where the browser
/// side runs.
pub(super) fn ask_link(
    t: T,
    p: &Review,
    location: &str,
    finding: &str,
    place: &str,
    text: &str,
    again: bool,
) -> AnyView {
    let href = routes::with(p.href(&p.view), &[("ask", location), ("finding", finding)]) + "#ask";
    let label = t.get(if again { "desk.query.ask_again" } else { "desk.query.ask" }).to_owned();
    let [location, finding, place, text] = [location, finding, place, text].map(str::to_owned);
    view! { <AskLink href label location finding place text /> }.into_any()
}

fn state(t: T, key: &str) -> AnyView {
    let (text, class) = match key {
        "draft" => ("desk.query.draft", "state state-idle"),
        "open" => ("desk.query.open", "state state-waiting"),
        "answered" => ("desk.query.answered", "state state-ours"),
        _ => ("desk.query.closed", "state state-good"),
    };
    view! { <span class=class>{t.get(text)}</span> }.into_any()
}

/// Draws the queries and the form.
pub(super) fn queries(t: T, p: &Review, write: bool) -> AnyView {
    if p.number == 0 {
        return ().into_any();
    }
    let items: Vec<_> = p.queries.iter().map(|q| query(t, p, q, write)).collect();
    let list = if items.is_empty() {
        view! { <p class="minor">{t.get("desk.query.none")}</p> }.into_any()
    } else {
        view! { <ul class="queries">{items}</ul> }.into_any()
    };
    let form = (write && p.can.ask).then(|| ask_form(t, p));
    view! {
        <section class="panel" aria-labelledby="queries">
            <h2 id="queries">{t.get("desk.query.title")}</h2>
            {list}{form}
        </section>
    }
    .into_any()
}

fn query(t: T, p: &Review, q: &QueryView, write: bool) -> AnyView {
    let own = routes::query(&p.id, &q.id);
    let reply = (!q.reply.is_empty()).then(
        || view! { <p class="reply"><strong>{t.get("desk.query.reply")}</strong>" "{q.reply.clone()}</p> },
    );
    let corrected = q.new_value.clone().map(|new| {
        let old = super::or_dash(&q.old_value);
        view! { <p class="corrected"><del>{old}</del>" → "<ins>{super::or_dash(&new)}</ins></p> }
    });
    let draft = q.state == "draft" && write && p.can.ask;
    let body = if draft {
        let name = format!("text-{}", q.id);
        view! {
            <details class="query-edit">
                <summary>{q.text.clone()}</summary>
                <form method="post" action=own.clone()>
                    <label class="unseen" for=name.clone()>{t.get("desk.query.text")}</label>
                    <input type="hidden" name="field" value=name.clone() />
                    <Lines control=Control { name, value: q.text.clone(), error: None } rows=4 />
                    <Submit label=t.get("desk.save") />
                </form>
            </details>
            <Act to=routes::drop_query(&p.id, &q.id) label=t.get("desk.query.drop") rank=Rank::Quiet />
        }
        .into_any()
    } else {
        view! { <p class="query-text">{q.text.clone()}</p> }.into_any()
    };
    let close = (q.state == "answered" && write && p.can.ask).then(|| {
        view! { <Act to=routes::close_query(&p.id, &q.id) label=t.get("desk.query.close") /> }.into_any()
    });
    view! {
        <li class="query">
            <p class="query-head"><a href=format!("#{}", q.location)>{q.place.clone()}</a>{state(t, &q.state)}</p>
            {body}{corrected}{reply}{close}
        </li>
    }
    .into_any()
}

fn ask_form(t: T, p: &Review) -> AnyView {
    let ask = &p.ask;
    let error = ask.error.clone().map(|e| view! { <p class="wrong" id="ask-error">{e}</p> });
    let place = if ask.place.is_empty() { t.get("desk.query.whole").to_owned() } else { ask.place.clone() };
    let described = if ask.error.is_some() { "ask-error ask-count" } else { "ask-count" };
    let control = Control { name: "ask-text".into(), value: ask.text.clone(), error: ask.error.clone() };
    let text = view! { <Lines control rows=5 described=Some(described.to_owned()) /> };
    let language = p.supplier.get("language").to_owned();
    view! {
        <form class="ask-form" id="ask" method="post" action=routes::queries(&p.id)>
            <h3>{t.get("desk.query.new")}</h3>
            <p class="ask-place"><span class="minor">{t.get("desk.query.about")}</span>" "<span id="ask-place">{place}</span></p>
            <input type="hidden" id="ask-location" name="location" value=ask.location.clone() />
            <input type="hidden" id="ask-finding" name="finding" value=ask.finding.clone() />
            <input type="hidden" name="view" value=p.view.clone() />
            <label for="ask-text">{t.get("desk.query.text")}</label>
            <p class="hint">{t.fmt("desk.query.hint", &[("language", &p.supplier.shown(t, "language"))])}</p>
            {error}
            <CharacterCount id="ask-count".to_owned() most=LONGEST count=t.get("desk.count").to_owned()>
                <div lang=language>{text}</div>
            </CharacterCount>
            <Submit label=t.get("desk.query.add") />
        </form>
    }
    .into_any()
}
