//! The findings that a snapshot counts: each at its place in a submission.

use super::figures::Removed;
use crate::desk::parts::{Paging, range};
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{DataTable, EmptyState, Fact, Link, PageHead, Pager, Range, TableColumn, TableRow};
use leptos::prelude::*;

/// A finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingRow {
    /// Who declared it, and in which submission.
    pub supplier: String,
    pub submission: String,
    /// Its place in words, and where that is.
    pub place: String,
    pub href: String,
    /// What the rule says of it, and the rule's code.
    pub says: String,
    pub code: String,
}

/// The findings of a rule or of a class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingRows {
    /// The snapshot's identifier and name.
    pub report: String,
    pub report_name: String,
    /// What the rule looks for, or what the class is called.
    pub name: String,
    /// What was counted when the snapshot was taken: words and numbers.
    pub counted: Vec<(String, String)>,
    /// How many can still be opened, where that is another number.
    pub opens: Option<u64>,
    pub rows: Vec<FindingRow>,
    /// Behind how many requests of the snapshot the answers were removed, and the last day of that: their rows do not open.
    pub removed: Option<(u64, String)>,
    pub range: Range,
    pub paging: Paging,
}

impl DeskPage for FindingRows {
    fn view(self) -> AnyView {
        view! { <FindingsPage page=self /> }.into_any()
    }
}

#[component]
fn FindingsPage(page: FindingRows) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::report_pictures(&page.report), page.report_name);
    let facts = page.counted.into_iter().map(|(label, value)| view! { <Fact label value /> }).collect_view();
    let opens = page.opens.filter(|_| page.removed.is_none()).map(|n| {
        let says = t.fmt("desk.report.findings_open", &[("n", &crate::kit::number::number(n))]);
        view! { <p class="notice">{says}</p> }
    });
    let columns = ["desk.report.supplier", "desk.report.place", "desk.report.finding"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |it: FindingRow| {
        let supplier = view! { {it.supplier}<span class="minor">{it.submission}</span> }.into_any();
        let place = view! { <a href=it.href>{it.place}</a> }.into_any();
        let says = view! { {it.says}" "<span class="code">{it.code}</span> }.into_any();
        TableRow::new(vec![supplier, place, says])
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
        <PageHead title=page.name above />
        <dl class="facts">{facts}</dl>
        {page.removed.map(|removed| view! { <Removed removed /> })}
        {opens}{list}
    }
}
