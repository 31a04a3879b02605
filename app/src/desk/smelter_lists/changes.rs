//! What a list would change, and which declarations that touches.

use crate::desk::parts::More;
use crate::desk::{frame, routes, texts};
use crate::ui::{Panel, Rank, Submit};
use leptos::prelude::*;

/// What a list would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListChanges {
    /// Beside which list, as a sentence; blank where nothing is compared.
    pub against: String,
    /// By what happens.
    pub groups: Vec<ChangeGroup>,
    /// The declarations that name a smelter about which something changes.
    pub touches: Vec<AffectedDeclaration>,
    /// How many more there are.
    pub more_touches: u64,
    /// How many suppliers and declarations, as a sentence.
    pub counted: String,
    /// The figures of the next report that move, as sentences.
    pub figures: Vec<String>,
    /// The list about which suppliers may be asked; blank where nobody can be asked yet.
    pub list: String,
}

/// Changes of one sort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeGroup {
    /// What happens, and how often, in words.
    pub title: String,
    /// The first of them: smelter and change.
    pub lines: Vec<Change>,
    /// How many more there are.
    pub more: u64,
}

/// One change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Blank where it is no smelter that changes.
    pub cid: String,
    pub name: String,
    /// From what to what, in words.
    pub text: String,
}

/// A declaration that a list touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AffectedDeclaration {
    pub request: String,
    pub supplier: String,
    pub campaign: String,
    /// How many of its smelters, in words.
    pub smelters: String,
    /// What the supplier would be asked, in its language.
    pub asks: Vec<String>,
    pub language: String,
    /// Why it is not asked now; blank where it can be.
    pub left: String,
}

/// What the list changes, and whom that touches.
#[component]
pub fn Changes(changes: ListChanges) -> impl IntoView {
    let t = texts();
    (!changes.against.is_empty()).then(|| {
        let none = changes.groups.is_empty().then(|| view! { <p>{t.get("desk.refs.changes_none")}</p> });
        let groups = changes.groups.clone().into_iter().map(|group| view! { <Group group /> }).collect_view();
        let figures = (!changes.figures.is_empty()).then(|| {
            let lines =
                changes.figures.clone().into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
            view! {
                <Panel id="figures" title=t.get("desk.refs.figures")>
                    <p class="hint">{t.get("desk.refs.figures_hint")}</p>
                    <ul>{lines}</ul>
                </Panel>
            }
        });
        let touched = (!changes.touches.is_empty()).then(|| view! { <Touches changes=changes.clone() /> });
        view! {
            <Panel id="changes" title=t.get("desk.refs.changes")>
                <p class="hint">{changes.against}</p>
                {none}
                {groups}
            </Panel>
            {figures}
            {touched}
        }
    })
}

/// The declarations that name these smelters: to be opened, or ticked and sent back with what is to be asked.
#[component]
fn Touches(changes: ListChanges) -> impl IntoView {
    let t = texts();
    let asking = frame().can_write() && !changes.list.is_empty();
    let lines = changes.touches.into_iter().map(|it| {
        let about = format!("{} · {}", it.campaign, it.smelters);
        let label = t.fmt("desk.refs.ask_one", &[("name", &it.supplier)]);
        let tick = (asking && it.left.is_empty()).then(|| view! { <input type="checkbox" name="id" value=it.request.clone() aria-label=label /> });
        let asks = (!it.asks.is_empty()).then(|| {
            let lines = it.asks.clone().into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
            view! { <details><summary>{t.get("desk.refs.asks")}</summary><ul lang=it.language.clone()>{lines}</ul></details> }
        });
        view! {
            <li class="line">
                {tick}<a href=routes::request(&it.request)>{it.supplier.clone()}</a><span class="minor">{about}</span>
                {(!it.left.is_empty()).then(|| view! { <span class="minor">{t.fmt("desk.refs.left", &[("why", &it.left)])}</span> })}
                {asks}
            </li>
        }
    });
    let lines = lines.collect_view();
    let hint = if asking { "desk.refs.ask_hint" } else { "desk.refs.touches_hint" };
    let list = view! { <ul class="lines">{lines}</ul><More n=changes.more_touches /> };
    let list = match asking {
        false => list.into_any(),
        true => view! {
            <form method="post" action=routes::ask_about_list(&changes.list)>
                {list}
                <div class="form-acts">
                    <Submit label=t.get("desk.bulk.ask_list") rank=Rank::Primary />
                    <Submit label=t.get("desk.refs.ask_all") says=("all", "yes") />
                </div>
            </form>
        }
        .into_any(),
    };
    view! {
        <Panel id="touches" title=t.get("desk.refs.touches")>
            <p>{changes.counted}</p>
            <p class="hint">{t.get(hint)}</p>
            {list}
        </Panel>
    }
}

#[component]
fn Group(group: ChangeGroup) -> impl IntoView {
    let lines = group.lines.into_iter().map(|it| {
        let name = match it.cid.as_str() {
            "" => view! { <span>{it.name}</span> }.into_any(),
            cid => view! { <a href=routes::smelter(cid)>{format!("{cid} · {}", it.name)}</a> }.into_any(),
        };
        view! { <li class="line">{name}<span class="minor">{it.text}</span></li> }
    });
    let lines = lines.collect_view();
    view! {
        <details>
            <summary>{group.title}</summary>
            <ul class="lines">{lines}</ul>
            <More n=group.more />
        </details>
    }
}
