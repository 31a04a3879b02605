//! The team's queries: those there are, and the form for a new one.

use super::view::ReviewAt;
use crate::desk::parts::{QueryBadge, or_dash};
use crate::desk::suppliers::SupplierRow;
use crate::desk::{routes, texts};
use crate::islands::{AskLink, CharacterCount};
use crate::ui::{Choice, Control, Lines, Panel, PostButton, Rank, SelectOption, Submit};
use domain::terms::QueryState;
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryView {
    pub id: String,
    pub state: QueryState,
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
    /// Texts to begin with.
    pub templates: Vec<SelectOption>,
    /// The one that was chosen.
    pub template: String,
}

/// The longest text of a query.
pub const LONGEST: usize = 2000;

/// The way to ask about something, for who may: a link that opens the form filled in, which happens on the spot where
/// scripts run.
#[component]
pub(super) fn AskAbout(
    /// Location id.
    location: String,
    /// Where, in words.
    place: String,
    /// The finding that it comes from.
    #[prop(optional)]
    finding: String,
    /// What to begin with.
    #[prop(optional)]
    text: String,
    /// Whether something was asked about it before.
    again: bool,
) -> impl IntoView {
    let at = expect_context::<ReviewAt>();
    let label = texts().get(if again { "desk.query.ask_again" } else { "desk.query.ask" }).to_owned();
    let about = [("ask", location.as_str()), ("finding", &finding)];
    let href = routes::with(at.href(at.view), &about) + "#ask";
    at.can_ask.then(|| view! { <AskLink href label location finding place text /> })
}

/// The queries, and the form for another.
#[component]
pub(super) fn Queries(queries: Vec<QueryView>, ask: Ask, supplier: SupplierRow) -> impl IntoView {
    let t = texts();
    let none = queries.is_empty().then(|| view! { <p class="minor">{t.get("desk.query.none")}</p> });
    let items = queries.into_iter().map(|query| view! { <QueryItem query /> }).collect_view();
    let list = none.is_none().then(|| view! { <ul class="queries">{items}</ul> });
    let form = expect_context::<ReviewAt>().can_ask.then(|| view! { <AskForm ask supplier /> });
    view! {
        <Panel id="queries" title=t.get("desk.query.title")>
            {none}{list}{form}
        </Panel>
    }
}

#[component]
fn QueryItem(query: QueryView) -> impl IntoView {
    let t = texts();
    let at = expect_context::<ReviewAt>();
    let reply = (!query.reply.is_empty())
        .then(|| view! { <p class="reply"><strong>{t.get("desk.query.reply")}</strong>" "{query.reply}</p> });
    let corrected = query.new_value.map(|new| {
        let old = or_dash(&query.old_value);
        view! { <p class="corrected"><del>{old}</del>" → "<ins>{or_dash(&new)}</ins></p> }
    });
    let close = (query.state == QueryState::Answered && at.can_ask).then(|| {
        view! { <PostButton to=routes::close_query(&at.request, &query.id) label=t.get("desk.query.close") /> }
    });
    let settled = matches!(query.state, QueryState::Answered | QueryState::Closed);
    let again = (settled && at.can_ask).then(|| {
        view! { <PostButton to=routes::reopen_query(&at.request, &query.id) label=t.get("desk.query.reopen") rank=Rank::Secondary /> }
    });
    let text = match query.state == QueryState::Draft && at.can_ask {
        true => view! { <Draft query=query.id text=query.text /> }.into_any(),
        false => view! { <p class="query-text">{query.text}</p> }.into_any(),
    };
    view! {
        <li class="query">
            <p class="query-head"><a href=format!("#{}", query.location)>{query.place}</a><QueryBadge state=query.state /></p>
            {text}{corrected}{reply}{close}{again}
        </li>
    }
}

/// A query that was not sent: it can be changed and dropped.
#[component]
fn Draft(
    /// The query's identifier.
    query: String,
    text: String,
) -> impl IntoView {
    let t = texts();
    let at = expect_context::<ReviewAt>();
    let name = format!("text-{query}");
    let control = Control { name: name.clone(), value: text.clone(), error: None };
    view! {
        <details class="query-edit">
            <summary>{text}</summary>
            <form method="post" action=routes::query(&at.request, &query)>
                <label class="unseen" for=name.clone()>{t.get("desk.query.text")}</label>
                <input type="hidden" name="field" value=name />
                <Lines control rows=4 />
                <Submit label=t.get("desk.save") />
            </form>
        </details>
        <PostButton to=routes::drop_query(&at.request, &query) label=t.get("desk.query.drop") rank=Rank::Secondary />
    }
}

#[component]
fn AskForm(ask: Ask, supplier: SupplierRow) -> impl IntoView {
    let t = texts();
    let at = expect_context::<ReviewAt>();
    let described = if ask.error.is_some() { "ask-error ask-count" } else { "ask-count" };
    let error = ask.error.clone().map(|e| view! { <p class="wrong" id="ask-error">{e}</p> });
    let place = if ask.place.is_empty() { t.get("desk.query.whole").to_owned() } else { ask.place };
    let templates = (!ask.templates.is_empty()).then(|| {
        let control = Control { name: "template".to_owned(), value: ask.template, error: None };
        view! {
            <div class="fill-line">
                <Choice control label=t.get("desk.query_template.choose") choices=ask.templates />
                <button class="button" type="submit" name="act" value="fill" formaction=format!("{}#ask", routes::queries(&at.request))>
                    {t.get("desk.query_template.use")}
                </button>
            </div>
        }
    });
    let control = Control { name: "ask-text".to_owned(), value: ask.text, error: ask.error };
    let language = supplier.get("language").to_owned();
    let hint = t.fmt("desk.query.hint", &[("language", &supplier.shown(t, "language"))]);
    view! {
        <form class="ask-form" id="ask" method="post" action=routes::queries(&at.request)>
            <h3>{t.get("desk.query.new")}</h3>
            <p class="ask-place"><span class="minor">{t.get("desk.query.about")}</span>" "<span id="ask-place">{place}</span></p>
            <input type="hidden" id="ask-location" name="location" value=ask.location />
            <input type="hidden" id="ask-finding" name="finding" value=ask.finding />
            <input type="hidden" name="view" value=at.view.key() />
            <input type="hidden" name="from" value=at.from.clone() />
            {templates}
            <label for="ask-text">{t.get("desk.query.text")}</label>
            <p class="hint">{hint}</p>
            {error}
            <CharacterCount id="ask-count".to_owned() most=LONGEST count=t.get("desk.count").to_owned()>
                <div lang=language><Lines control rows=5 described=Some(described.to_owned()) /></div>
            </CharacterCount>
            <Submit label=t.get("desk.query.add") />
        </form>
    }
}
