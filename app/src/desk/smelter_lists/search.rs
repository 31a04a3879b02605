//! Which smelters there were on a day.

use crate::desk::form::BoundForm;
use crate::desk::{routes, texts};
use crate::ui::{Badge, DataTable, EmptyState, Field, Panel, Submit, TableColumn, TableRow, Tone};
use leptos::prelude::*;

/// A smelter that a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundSmelter {
    pub cid: String,
    /// The metal in words.
    pub metal: String,
    pub name: String,
    pub country: String,
    /// Whether it was in the list on that day.
    pub listed: bool,
}

#[component]
pub(super) fn SmelterSearch(search: BoundForm, found: Option<Vec<FoundSmelter>>) -> impl IntoView {
    let t = texts();
    let found = found.map(|found| view! { <Found found day=search.get("day").to_owned() /> });
    view! {
        <Panel id="search" title=t.get("desk.refs.search")>
            <p class="hint">{t.get("desk.refs.search_hint")}</p>
            <form method="get" action=routes::references() class="form">
                <Field control=search.at("q") label=t.get("desk.refs.query") required=true />
                <Field control=search.at("day") label=t.get("desk.refs.day") kind="date" short=true />
                <div class="form-acts"><Submit label=t.get("desk.refs.find") /></div>
            </form>
            {found}
        </Panel>
    }
}

#[component]
fn Found(found: Vec<FoundSmelter>, day: String) -> impl IntoView {
    let t = texts();
    if found.is_empty() {
        return view! { <EmptyState text=t.get("desk.refs.not_found") /> }.into_any();
    }
    let columns = ["desk.refs.name", "desk.refs.cid", "desk.refs.metal", "desk.refs.country"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |it: FoundSmelter| {
        let gone =
            (!it.listed).then(|| view! { " "<Badge text=t.get("desk.refs.not_listed") tone=Tone::Idle /> });
        let href = routes::with(routes::smelter(&it.cid), &[("day", &day)]);
        let name = view! { <a href=href>{it.name}</a>{gone} };
        TableRow::new(vec![name.into_any(), it.cid.into_any(), it.metal.into_any(), it.country.into_any()])
    };
    let rows = found.into_iter().map(row).collect();
    view! { <DataTable caption=t.get("desk.refs.search") columns rows /> }.into_any()
}
