//! Two declarations with the very same smelters, side by side. Only the team sees it.

use crate::desk::parts::{Paging, number};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{ButtonLink, DataTable, Link, PageHead, Pager, Panel, Range, TableColumn, TableRow};
use leptos::prelude::*;

/// The evidence that one list is a copy of the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Twins {
    /// The request that one came from.
    pub here: Link,
    /// The other supplier's.
    pub there: Link,
    /// How many rows are compared.
    pub of: u64,
    /// How many stand at the same place in both lists.
    pub in_order: u64,
    /// How many names are typed alike, letter by letter.
    pub names: u64,
    /// How many rows have the same comment, which is not blank.
    pub comments: u64,
    pub rows: Vec<TwinRow>,
    pub range: Range,
    pub paging: Paging,
}

/// A smelter in both declarations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TwinRow {
    pub cid: String,
    pub metal: String,
    /// Row, name and comment here.
    pub here: [String; 3],
    /// The same there.
    pub there: [String; 3],
}

impl DeskPage for Twins {
    fn view(self) -> AnyView {
        view! { <TwinsPage page=self /> }.into_any()
    }
}

#[component]
fn TwinsPage(page: Twins) -> impl IntoView {
    let t = texts();
    let of = number(page.of);
    let said = |key: &str, n: u64| t.fmt(key, &[("n", &number(n)), ("of", &of)]);
    let facts = [
        said("desk.twins.order", page.in_order),
        said("desk.twins.names", page.names),
        said("desk.twins.comments", page.comments),
    ];
    let facts = facts.map(|fact| view! { <li>{fact}</li> }).collect_view();
    let sides = [t.get("desk.twins.here"), t.get("desk.twins.there")];
    let own = |side: &str| {
        let keys = ["desk.twins.row", "desk.refs.name", "desk.review.comments"];
        keys.map(|key| TableColumn::new(&format!("{side}: {}", t.get(key))))
    };
    let first = ["desk.refs.cid", "desk.refs.metal"].map(|key| TableColumn::new(t.get(key)));
    let columns = first.into_iter().chain(sides.into_iter().flat_map(own)).collect();
    let rows = page.rows.into_iter().map(|row| {
        let cid = match frame().is_partial() {
            true => row.cid.clone().into_any(),
            false => view! { <a href=routes::smelter(&row.cid)>{row.cid.clone()}</a> }.into_any(),
        };
        let same = row.here == row.there;
        let cells = row.here.into_iter().chain(row.there);
        // What is the same in both is what counts.
        let cells = cells.map(|text| match same {
            true => view! { <strong>{text}</strong> }.into_any(),
            false => text.into_any(),
        });
        TableRow::new([cid, row.metal.into_any()].into_iter().chain(cells).collect())
    });
    let rows = rows.collect();
    let range = crate::desk::parts::range(t, &page.range);
    let [previous, next] = page.paging.named();
    let other = t.fmt("desk.twins.open", &[("name", &page.there.label)]);
    view! {
        <PageHead title=t.get("desk.twins.title") above=page.here.clone()>
            <ButtonLink href=page.there.href label=other />
        </PageHead>
        <p class="lead">{t.get("desk.twins.lead")}</p>
        <Panel id="twins" title=format!("{} · {}", page.here.label, page.there.label)>
            <ul class="chips">{facts}</ul>
            <DataTable caption=t.get("desk.twins.title") columns rows wrap=true />
            <Pager label=t.get("desk.page.label") range previous next />
        </Panel>
    }
}
