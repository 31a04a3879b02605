//! Names of smelters over all declarations: those to decide about, and what was decided.

use super::form::Form;
use super::list::Listed;
use super::naming::{Naming, form, naming};
use super::parts::{number, when};
use super::settings;
use super::{Frame, Page, T, list};
use crate::desk::routes;
use crate::ui::{Column, EmptyState, ErrorSummary, Rank, Row, Submit, Tab, Table, Tabs};
use domain::text::joined;
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Whether decisions are shown; otherwise the names to decide about.
    pub decided: bool,
    /// How many names are open, and how many decisions stand.
    pub sizes: (u64, u64),
    /// The list as it is looked at: `view`, `q`.
    pub list: Listed,
    /// Whether there is any list to compare with.
    pub lists: bool,
    /// The names to decide about.
    pub open: Vec<NameLine>,
    /// The decisions that stand.
    pub standing: Vec<DecisionLine>,
    /// Those that ended.
    pub ended: Vec<DecisionLine>,
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

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionLine {
    pub id: String,
    /// The metal in words.
    pub metal: String,
    pub name: String,
    /// The smelter's number; blank for none.
    pub cid: String,
    /// The smelter's name, where the lists know it.
    pub means: String,
    /// Who decided.
    pub who: String,
    pub at: i64,
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
        let tab = |decided: bool, key: &str, n: u64| Tab {
            href: routes::with(routes::names(), &[("view", if decided { "decided" } else { "" })]),
            label: t.get(key).to_owned(),
            count: Some(number(n)),
            current: decided == p.decided,
        };
        let tabs = vec![
            tab(false, "smelters.names.open", p.sizes.0),
            tab(true, "smelters.names.decided", p.sizes.1),
        ];
        let shown = if p.decided { decisions(t, p, write) } else { open(t, p, write) };
        let hint = if p.decided { "smelters.names.decided_hint" } else { "smelters.names.open_hint" };
        view! {
            {settings::tabs(t, "names")}
            <section class="panel" aria-labelledby="names">
                <h2 id="names">{t.get("smelters.names.title")}</h2>
                <div class="list-head">
                    <Tabs label=t.get("smelters.names.title") tabs />
                    <form class="filter" method="get" action=PAGE role="search">
                        {p.list.hidden(&["q"])}
                        <label class="unseen" for="q">{t.get("smelters.names.search")}</label>
                        <input id="q" name="q" type="search" placeholder=t.get("smelters.names.search") value=p.list.look.get("q").to_owned() />
                        <Submit label=t.get("desk.search") />
                    </form>
                </div>
                <p class="hint">{t.get(hint)}</p>
                {p.list.filters(t, vec![("q", "desk.list.search", p.list.searched())])}
                <ErrorSummary title=t.get("desk.form.wrong") errors=p.form.errors.clone() />
                {shown}
            </section>
        }
        .into_any()
    }
}

fn columns<const N: usize>(t: T, keys: [&str; N]) -> Vec<Column> {
    keys.map(|key| Column::new(t.get(key))).to_vec()
}

fn open(t: T, p: &Names, write: bool) -> AnyView {
    if p.open.is_empty() {
        let key = match (p.lists, p.list.searched().is_none()) {
            (false, _) => "desk.refs.none",
            (true, true) => "smelters.names.nothing_open",
            (true, false) => "desk.search.none",
        };
        return view! { <EmptyState text=t.get(key) /> }.into_any();
    }
    let columns = columns(t, ["smelters.names.name", "smelters.names.metal", "smelters.names.suppliers"]);
    let rows = p.open.iter().map(|line| name(t, p, line, write)).collect();
    view! {
        <Table caption=t.get("smelters.names.open") columns rows wrap=true />
        {list::pager(t, &p.list)}
    }
    .into_any()
}

/// A name: who named it, and below what is likeliest, behind which the reasons and the form are.
fn name(t: T, p: &Names, line: &NameLine, write: bool) -> Row {
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
    let typed = wrong.is_some();
    let inner = match (write, wrong) {
        (true, Some(wrong)) => form(t, n, (PAGE.to_owned(), String::new()), p.form.get("cid"), Some(wrong)),
        (true, None) => naming(t, n, Some((PAGE.to_owned(), String::new()))),
        (false, _) => naming(t, n, None),
    };
    let below = view! {
        <details class="row-naming" open=typed>
            <summary>{joined(&n.band, &n.likeliest(t))}</summary>
            {inner}
        </details>
    };
    let cells = vec![
        n.name.clone().into_any(),
        line.metal.clone().into_any(),
        view! { {number(line.count)}<span class="named">{who}{beyond}</span> }.into_any(),
    ];
    Row::new(cells).below(Some(below.into_any()))
}

fn decisions(t: T, p: &Names, write: bool) -> AnyView {
    let columns = || {
        let keys = [
            "smelters.names.name",
            "smelters.names.metal",
            "smelters.names.means",
            "smelters.names.note",
            "smelters.names.decided_on",
        ];
        columns(t, keys)
    };
    let standing = if p.standing.is_empty() {
        let none = match p.list.searched() {
            None => "smelters.names.nothing_decided",
            Some(_) => "desk.search.none",
        };
        view! { <EmptyState text=t.get(none) /> }.into_any()
    } else {
        let rows = p.standing.iter().map(|d| decision(t, d, write)).collect();
        view! {
            <Table caption=t.get("smelters.names.decided") columns=columns() rows wrap=true />
            {list::pager(t, &p.list)}
        }
        .into_any()
    };
    let ended = (!p.ended.is_empty()).then(|| {
        let rows = p.ended.iter().map(|d| decision(t, d, false)).collect();
        view! {
            <details class="words">
                <summary>{t.get("smelters.names.ended")}</summary>
                <Table caption=t.get("smelters.names.ended") columns=columns() rows wrap=true />
            </details>
        }
    });
    view! { {standing}{ended} }.into_any()
}

fn decision(t: T, d: &DecisionLine, write: bool) -> Row {
    let means = if d.cid.is_empty() {
        view! { <span>{t.get("smelters.names.means_none")}</span> }.into_any()
    } else {
        let href = routes::smelter(&d.cid);
        let gone = d.means.is_empty().then(|| t.get("smelters.names.unknown_now"));
        view! { <a href=href>{d.cid.clone()}</a>" "{d.means.clone()}{gone} }.into_any()
    };
    let ended = d.ended.clone().map(|(at, who, why)| {
        view! { <p class="minor">{t.get("smelters.names.ended_on")}" "{when(at)}" · "{who}": "{why}</p> }
            .into_any()
    });
    let acts = write.then(|| {
        let id = format!("why-{}", d.id);
        view! {
            <div class="row-details">
                <details class="reasoned">
                    <summary>{t.get("smelters.names.otherwise")}</summary>
                    {form(t, &d.naming, (PAGE.to_owned(), String::new()), "", None)}
                </details>
                <details class="reasoned">
                    <summary>{t.get("smelters.names.revoke")}</summary>
                    <form method="post" action=routes::revoke(&d.id)>
                        <label for=id.clone()>{t.get("desk.act.reason")}</label>
                        <input id=id.clone() name="why" required=true maxlength="500" autocomplete="off" />
                        <Submit label=t.get("smelters.names.revoke") rank=Rank::Grave />
                    </form>
                </details>
            </div>
        }
        .into_any()
    });
    let cells = vec![
        d.name.clone().into_any(),
        d.metal.clone().into_any(),
        means,
        d.note.clone().into_any(),
        view! { {when(d.at)}<span class="minor">{d.who.clone()}</span> }.into_any(),
    ];
    Row::new(cells).below(acts.or(ended))
}
