//! The rows that a figure counts.

use super::figures::Removed;
use crate::desk::parts::{Paging, range};
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{DataTable, EmptyState, Fact, Link, PageHead, Pager, Range, TableColumn, TableRow};
use leptos::prelude::*;

/// Something that a figure counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureRow {
    /// What it is.
    pub what: String,
    /// Where it is found; unset where it is not there any more.
    pub href: Option<String>,
    /// What else is known of it.
    pub more: String,
    /// Whether it is among what is counted, or only among that of which it is a share.
    pub counts: bool,
}

/// The page of a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureRows {
    /// The snapshot's identifier and name.
    pub report: String,
    pub report_name: String,
    pub id: String,
    pub name: String,
    pub printed: String,
    /// What is counted, in full.
    pub definition: String,
    pub rows: Vec<FigureRow>,
    /// Behind how many requests of the snapshot the answers were removed, and the last day of that: their rows do not open.
    pub removed: Option<(u64, String)>,
    pub range: Range,
    pub paging: Paging,
}

impl DeskPage for FigureRows {
    fn view(self) -> AnyView {
        view! { <FigurePage page=self /> }.into_any()
    }
}

#[component]
fn FigurePage(page: FigureRows) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::report(&page.report), page.report_name);
    let columns = ["desk.report.row", "desk.report.row_more", "desk.report.row_counts"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |it: FigureRow| {
        let what = match it.href {
            Some(href) => view! { <a href=href>{it.what}</a> }.into_any(),
            None => it.what.into_any(),
        };
        let counts = t.get(if it.counts { "desk.report.counted" } else { "desk.report.base_only" });
        TableRow::new(vec![what, it.more.into_any(), counts.into_any()])
    };
    let list = match page.rows.is_empty() {
        true => view! { <EmptyState text=t.get("desk.report.no_rows") /> }.into_any(),
        false => {
            let rows = page.rows.into_iter().map(row).collect();
            let [previous, next] = page.paging.named();
            view! {
                <DataTable caption=page.name.clone() columns rows wrap=true />
                <Pager label=t.get("desk.page.label") range=range(t, &page.range) previous next />
            }
            .into_any()
        }
    };
    view! {
        <PageHead title=format!("{} · {}", page.id, page.name) above />
        <dl class="facts">
            <Fact label=t.get("desk.report.says") value=page.printed />
            <Fact label=t.get("desk.report.definition") value=page.definition />
        </dl>
        {page.removed.map(|removed| view! { <Removed removed /> })}
        {list}
    }
}
