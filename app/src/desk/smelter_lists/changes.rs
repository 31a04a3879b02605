//! What a list would change, and which declarations that touches.

use crate::desk::parts::More;
use crate::desk::{routes, texts};
use crate::ui::Panel;
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
    /// How many of its rows, in words.
    pub rows: String,
}

/// What the list changes, and whom that touches.
#[component]
pub fn Changes(changes: ListChanges) -> impl IntoView {
    let t = texts();
    (!changes.against.is_empty()).then(|| {
        let none = changes.groups.is_empty().then(|| view! { <p>{t.get("desk.refs.changes_none")}</p> });
        let groups = changes.groups.into_iter().map(|group| view! { <Group group /> }).collect_view();
        let some = !changes.touches.is_empty();
        let touches = changes.touches.into_iter().map(|it| {
            let about = format!("{} · {}", it.campaign, it.rows);
            view! {
                <li class="line"><a href=routes::request(&it.request)>{it.supplier}</a><span class="minor">{about}</span></li>
            }
        });
        let touches = touches.collect_view();
        let affected = some.then(|| {
            view! {
                <Panel id="touches" title=t.get("desk.refs.touches")>
                    <p class="hint">{t.get("desk.refs.touches_hint")}</p>
                    <ul class="lines">{touches}</ul>
                    <More n=changes.more_touches />
                </Panel>
            }
        });
        view! {
            <Panel id="changes" title=t.get("desk.refs.changes")>
                <p class="hint">{changes.against}</p>
                {none}
                {groups}
            </Panel>
            {affected}
        }
    })
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
