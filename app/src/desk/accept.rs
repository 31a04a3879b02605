//! Acceptance by exception: exactly what would be accepted together, before one press does it.

use super::parts::{Hidden, counted, number};
use super::together::{TogetherLine, TogetherLines};
use super::{DeskPage, routes, texts};
use crate::ui::{
    ButtonLink, DataTable, EmptyState, Link, PageHead, Panel, Rank, Submit, TableColumn, TableRow, Tick,
};
use leptos::prelude::*;

/// What shows nothing above the bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcceptClear {
    /// The list that it was chosen from.
    pub list: Link,
    pub rows: Vec<ClearRow>,
    /// How many show something above the bar, or were asked something.
    pub held: u64,
    /// Where the list goes on, where more waits than was looked at.
    pub next: Option<String>,
    /// How many wait in the list, where all of them can be accepted at once: on the first page, so that nobody takes one out
    /// on a page and accepts it from the next.
    pub waiting: Option<u64>,
    /// What was accepted together before.
    pub earlier: Vec<TogetherLine>,
    /// What goes with the press.
    pub fields: Vec<(String, String)>,
    /// Whether another member has to confirm some of them.
    pub needs_second: bool,
}

/// A declaration that can be accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClearRow {
    pub id: String,
    /// The version that is looked at.
    pub version: i64,
    pub supplier: String,
    pub campaign: String,
    /// The number of its submission.
    pub number: i64,
    /// What was found and may be left, in words.
    pub left: Vec<String>,
    /// What changed since the last year, in words; none where there is no earlier declaration.
    pub since: Option<String>,
}

impl DeskPage for AcceptClear {
    fn view(self) -> AnyView {
        view! { <AcceptClearPage page=self /> }.into_any()
    }
}

#[component]
fn AcceptClearPage(page: AcceptClear) -> impl IntoView {
    let t = texts();
    let n = page.rows.len() as u64;
    let held =
        (page.held > 0).then(|| view! { <p class="minor">{counted(t, "desk.clear.held", page.held)}</p> });
    let next = page.next.clone().map(|href| {
        view! { <p><a href=href>{t.get("desk.clear.next")}</a></p> }
    });
    let earlier = (!page.earlier.is_empty()).then(|| {
        view! { <Panel id="earlier" title=t.get("desk.clear.earlier")><TogetherLines jobs=page.earlier.clone() /></Panel> }
    });
    let second = page.needs_second.then(|| view! { <p class="notice">{t.get("desk.clear.second")}</p> });
    let head = view! {
        <PageHead title=counted(t, "desk.clear.title", n) above=page.list.clone() />
        <p class="lead">{t.get("desk.clear.lead")}</p>
    };
    if page.rows.is_empty() {
        return view! { {head}{held}<EmptyState text=t.get("desk.clear.none") />{next}{earlier} }.into_any();
    }
    let columns = ["desk.queue.supplier", "desk.clear.left", "desk.clear.since", "desk.queue.campaign"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let shown = page.rows.iter().map(|row| ("shown".to_owned(), row.id.clone()));
    let fields = page.fields.into_iter().chain(shown).collect::<Vec<_>>();
    let all = page.waiting.map(|n| {
        let label = t.fmt("desk.clear.all", &[("n", &number(n))]);
        view! { <Submit label says=("all", "1") /> }
    });
    let rows = page.rows.into_iter().map(clear_row).collect();
    view! {
        {head}{second}
        <form class="clear" method="post" action=routes::accept_clear()>
            <Hidden fields />
            <div class="form-acts">
                <Submit label=t.get("desk.clear.act") rank=Rank::Primary />
                {all}
                <ButtonLink href=page.list.href label=t.get("desk.cancel") rank=Rank::Secondary />
                <span class="minor">{t.get("desk.clear.undo")}</span>
            </div>
            <DataTable caption=t.get("desk.clear.caption") columns rows ticks=t.get("desk.clear.tick") wrap=true />
        </form>
        {held}{next}{earlier}
    }
    .into_any()
}

fn clear_row(row: ClearRow) -> TableRow {
    let t = texts();
    let name = view! { <a href=routes::request(&row.id)>{row.supplier.clone()}</a> }.into_any();
    let left = match row.left.is_empty() {
        true => view! { <span class="minor">{t.get("desk.clear.nothing")}</span> }.into_any(),
        false => {
            view! { <ul>{row.left.into_iter().map(|what| view! { <li>{what}</li> }).collect_view()}</ul> }
                .into_any()
        }
    };
    let since = row.since.unwrap_or_else(|| t.get("desk.clear.first").to_owned());
    let campaign = format!(
        "{} · {}",
        row.campaign,
        t.fmt("desk.review.submission", &[("n", &number(row.number as u64))])
    );
    let tick = Tick {
        name: "id".to_owned(),
        value: format!("{}:{}", row.id, row.version),
        label: t.fmt("desk.clear.accept_one", &[("name", &row.supplier)]),
        checked: true,
        disabled: false,
    };
    TableRow::new(vec![name, left, since.into_any(), campaign.into_any()]).tick(Some(tick))
}
