//! Names of smelters over all declarations: those to decide about, and what was decided.

use super::form::Form;
use super::naming::{Naming, form, naming};
use super::parts::{Paging, number, paging, when};
use super::settings::tabs;
use super::{Frame, Page, T};
use crate::desk::routes;
use crate::ui::{EmptyState, ErrorSummary, Rank, Submit};
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Whether decisions are shown; otherwise the names to decide about.
    pub decided: bool,
    /// How many names are open, and how many decisions stand.
    pub sizes: (u64, u64),
    /// What was searched for.
    pub search: String,
    /// Whether there is any list to compare with.
    pub lists: bool,
    /// The names to decide about.
    pub open: Vec<NameLine>,
    /// The decisions that stand.
    pub standing: Vec<DecisionLine>,
    /// Those that ended.
    pub ended: Vec<DecisionLine>,
    /// First and last shown, and how many fit the search.
    pub range: (u64, u64, u64),
    /// Where it goes on.
    pub paging: Paging,
    /// A decision that was refused, where one was: then its name alone is shown.
    pub form: Form,
}

/// A name to decide about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameLine {
    /// What matching says.
    pub naming: Naming,
    /// The metal in words.
    pub metal: String,
    /// The first who named it: request and supplier.
    pub suppliers: Vec<(String, String)>,
    /// How many named it.
    pub count: u64,
}

/// A decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionLine {
    /// Identifier.
    pub id: String,
    /// The metal in words.
    pub metal: String,
    /// The name.
    pub name: String,
    /// The smelter's number; blank for none.
    pub cid: String,
    /// The smelter's name, where the lists know it.
    pub means: String,
    /// Who decided.
    pub who: String,
    /// When.
    pub at: i64,
    /// Why.
    pub note: String,
    /// What deciding otherwise needs.
    pub naming: Naming,
    /// When, by whom and why it ended.
    pub ended: Option<(i64, String, String)>,
}

const PAGE: &str = routes::names::PATH;

impl Page for Names {
    fn draw(&self, t: T, frame: &Frame) -> AnyView {
        let p = self;
        let write = frame.can_write();
        let tab = |here: bool, href: String, key: &str, n: u64| {
            let current = here.then_some("page");
            view! {
                <a class="tab" href=href aria-current=current>
                    {t.get(key).to_owned()}" "<span class="tab-count">{number(n)}</span>
                </a>
            }
        };
        let shown = if p.decided { decisions(t, p, write) } else { open(t, p, write) };
        let hint = if p.decided { "smelters.names.decided_hint" } else { "smelters.names.open_hint" };
        view! {
            {tabs(t, "names")}
            <section class="panel" aria-labelledby="names">
                <h2 id="names">{t.get("smelters.names.title")}</h2>
                <nav class="tabs" aria-label=t.get("smelters.names.title")>
                    {tab(!p.decided, routes::names(), "smelters.names.open", p.sizes.0)}
                    {tab(p.decided, routes::with(routes::names(), &[("view", "decided")]), "smelters.names.decided", p.sizes.1)}
                </nav>
                <p class="hint">{t.get(hint)}</p>
                <form class="filter" method="get" action=PAGE role="search">
                    {p.decided.then(|| view! { <input type="hidden" name="view" value="decided" /> })}
                    <label for="q">{t.get("smelters.names.search")}</label>
                    <input id="q" name="q" type="search" value=p.search.clone() />
                    <Submit label=t.get("desk.queue.show") />
                </form>
                <ErrorSummary title=t.get("desk.form.wrong") errors=p.form.errors.clone() />
                {shown}
                {paging(t, &p.paging)}
            </section>
        }
        .into_any()
    }
}

fn range(t: T, p: &Names) -> Option<AnyView> {
    let (from, to, of) = p.range;
    let args = [("from", &number(from) as &str), ("to", &number(to)), ("of", &number(of))];
    (of > 0).then(|| view! { <p class="minor">{t.fmt("smelters.names.range", &args)}</p> }.into_any())
}

fn open(t: T, p: &Names, write: bool) -> AnyView {
    if p.open.is_empty() {
        let key = match (p.lists, p.search.is_empty()) {
            (false, _) => "desk.refs.none",
            (true, true) => "smelters.names.nothing_open",
            (true, false) => "desk.search.none",
        };
        return view! { <EmptyState text=t.get(key) /> }.into_any();
    }
    let lines: Vec<_> = p.open.iter().map(|line| name(t, p, line, write)).collect();
    view! { {range(t, p)}{lines} }.into_any()
}

fn name(t: T, p: &Names, line: &NameLine, write: bool) -> AnyView {
    let who: Vec<_> = line
        .suppliers
        .iter()
        .map(|(id, name)| {
            view! { " "<a href=routes::with(routes::request(id), &[("view", "smelters")])>{name.clone()}</a> }
        })
        .collect();
    let beyond = line.count.saturating_sub(line.suppliers.len() as u64);
    let beyond = (beyond > 0).then(|| format!(" {}", t.fmt("desk.more", &[("n", &number(beyond))])));
    let n = &line.naming;
    let wrong = p.form.errors.first().map(|(_, text)| text.clone());
    let inner = match (write, &wrong) {
        (true, Some(_)) => form(t, n, (PAGE.to_owned(), String::new()), p.form.get("cid"), wrong),
        (true, None) => naming(t, n, Some((PAGE.to_owned(), String::new()))),
        (false, _) => naming(t, n, None),
    };
    view! {
        <article class="list-line">
            <h3>{n.name.clone()}" "<span class="minor">{line.metal.clone()}</span></h3>
            <p>{t.fmt("smelters.names.named_by", &[("n", &number(line.count))])}{who}{beyond}</p>
            {inner}
        </article>
    }
    .into_any()
}

fn decisions(t: T, p: &Names, write: bool) -> AnyView {
    let standing: Vec<_> = p.standing.iter().map(|d| decision(t, d, write)).collect();
    let none = standing.is_empty().then(|| {
        view! { <EmptyState text={t.get(if p.search.is_empty() {
            "smelters.names.nothing_decided"
        } else {
            "desk.search.none"
        })} /> }
        .into_any()
    });
    let ended: Vec<_> = p.ended.iter().map(|d| decision(t, d, false)).collect();
    let ended = (!ended.is_empty()).then(|| {
        view! { <details class="words"><summary>{t.get("smelters.names.ended")}</summary>{ended}</details> }
    });
    view! { {range(t, p)}{none}{standing}{ended} }.into_any()
}

fn decision(t: T, d: &DecisionLine, write: bool) -> AnyView {
    let means = if d.cid.is_empty() {
        view! { <span>{t.get("smelters.names.means_none")}</span> }.into_any()
    } else {
        let href = routes::smelter(&d.cid);
        let gone = d.means.is_empty().then(|| t.get("smelters.names.unknown_now"));
        view! { <a href=href>{d.cid.clone()}</a>" "{d.means.clone()}{gone} }.into_any()
    };
    let note = (!d.note.is_empty()).then(|| view! { <p>{d.note.clone()}</p> });
    let ended = d.ended.clone().map(|(at, who, why)| {
        view! { <p class="minor">{t.get("smelters.names.ended_on")}" "{when(at)}" · "{who}": "{why}</p> }
    });
    let otherwise = write.then(|| {
        view! {
            <details class="reasoned">
                <summary>{t.get("smelters.names.otherwise")}</summary>
                {form(t, &d.naming, (PAGE.to_owned(), String::new()), "", None)}
            </details>
        }
    });
    let revoke = write.then(|| {
        let id = format!("why-{}", d.id);
        view! {
            <details class="reasoned">
                <summary>{t.get("smelters.names.revoke")}</summary>
                <form method="post" action=routes::revoke(&d.id)>
                    <label for=id.clone()>{t.get("desk.act.reason")}</label>
                    <input id=id.clone() name="why" required=true maxlength="500" autocomplete="off" />
                    <Submit label=t.get("smelters.names.revoke") rank=Rank::Grave />
                </form>
            </details>
        }
    });
    view! {
        <article class="list-line">
            <h3>{d.name.clone()}" "<span class="minor">{d.metal.clone()}</span></h3>
            <p>{t.get("smelters.names.means")}" "{means}</p>
            {note}
            <p class="minor">{t.get("smelters.names.decided_on")}" "{when(d.at)}" · "{d.who.clone()}</p>
            {ended}{otherwise}{revoke}
        </article>
    }
    .into_any()
}
