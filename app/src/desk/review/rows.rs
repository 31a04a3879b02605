//! Rows of the smelter or product list, a page at a time, those with findings first.

use super::{FindingView, Review, finding, queries};
use crate::desk::T;
use crate::desk::naming::{Naming, of_row};
use crate::desk::parts::{Paging, number, paging};
use crate::desk::routes;
use crate::ui::{EmptyState, Submit};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowPage {
    /// The names of the columns.
    pub columns: Vec<String>,
    pub rows: Vec<RowView>,
    /// How many rows there are, and how many of them have findings.
    pub total: (u64, u64),
    /// Whether only rows with findings are shown.
    pub only_findings: bool,
    /// What was searched for.
    pub search: String,
    /// First and last row shown, counted from 1.
    pub range: (u64, u64),
    /// The address of this very page of rows.
    pub here: String,
    /// Where it goes on.
    pub paging: Paging,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowView {
    /// Location id.
    pub location: String,
    /// Row number as in the workbook.
    pub row: u64,
    /// Where, in words.
    pub place: String,
    /// The cells, as many as there are columns.
    pub cells: Vec<String>,
    /// Further columns that are filled: name and text.
    pub further: Vec<(String, String)>,
    /// What the rules say about it.
    pub findings: Vec<FindingView>,
    /// Texts of open queries about it.
    pub queries: Vec<String>,
    /// What matching says, where the lists do not name the smelter for sure.
    pub naming: Option<Naming>,
    /// Whether it differs from the submission before.
    pub changed: bool,
}

fn smelter(t: T, p: &Review, r: &RowView, n: &Naming, write: bool) -> AnyView {
    let back = write.then(|| (p.rows.here.clone(), r.location.clone()));
    view! { <div class="row-naming">{of_row(t, n, back)}</div> }.into_any()
}

/// Draws the rows.
pub(super) fn rows(t: T, p: &Review, write: bool) -> AnyView {
    let page = &p.rows;
    let columns = page.columns.clone();
    let wide = columns.len() + 2;
    let body: Vec<_> = page.rows.iter().map(|r| row(t, p, r, &columns, wide, write)).collect();
    let heads: Vec<_> = columns.iter().map(|c| view! { <th scope="col">{c.clone()}</th> }).collect();
    let (total, with) = page.total;
    let (from, to) = page.range;
    let range = t.fmt(
        "desk.rows.range",
        &[("from", &number(from)), ("to", &number(to)), ("of", &number(total)), ("with", &number(with))],
    );
    let action = routes::request(&p.id);
    let table = if page.rows.is_empty() {
        view! { <EmptyState text={t.get(if total == 0 { "desk.rows.none" } else { "desk.search.none" })} /> }
            .into_any()
    } else {
        view! {
            <div class="table-wrap">
                <table class="cards rows">
                    <caption class="unseen">{t.get("desk.review.smelters")}</caption>
                    <thead>
                        <tr><th scope="col">{t.get("desk.rows.row")}</th>{heads}<th scope="col">{t.get("desk.rows.ask")}</th></tr>
                    </thead>
                    {body}
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <form class="filter" method="get" action=action role="search">
                <input type="hidden" name="view" value=p.view.clone() />
                <input type="hidden" name="n" value=p.number.to_string() />
                <label for="q">{t.get("desk.rows.search")}</label>
                <input id="q" name="q" type="search" value=page.search.clone() />
                <div class="tick">
                    <input type="checkbox" id="only" name="only" value="findings" checked=page.only_findings />
                    <label for="only">{t.get("desk.rows.only")}</label>
                </div>
                <Submit label=t.get("desk.queue.show") />
            </form>
            {(total > 0).then(|| view! { <p class="minor">{range}</p> })}
            {table}
            {paging(t, &page.paging)}
        </section>
    }
    .into_any()
}

fn row(t: T, p: &Review, r: &RowView, columns: &[String], wide: usize, write: bool) -> AnyView {
    let cells: Vec<_> = r
        .cells
        .iter()
        .zip(columns)
        .map(|(text, column)| view! { <td data-label=column.clone()>{text.clone()}</td> })
        .collect();
    let changed = r.changed.then(|| view! { <span class="changed">{t.get("desk.change.changed")}</span> });
    let ask = (write && p.can.ask)
        .then(|| queries::ask_link(t, p, &r.location, "", &r.place, "", !r.queries.is_empty()));
    let findings: Vec<_> = r.findings.iter().map(|x| finding(t, p, x, write)).collect();
    let asked: Vec<_> = r
        .queries
        .iter()
        .map(|q| view! { <p class="asked"><span class="asked-by">{t.get("desk.query.asked")}</span>" "{q.clone()}</p> })
        .collect();
    let further: Vec<_> = r
        .further
        .iter()
        .map(|(name, text)| view! { <div><dt>{name.clone()}</dt><dd>{text.clone()}</dd></div> })
        .collect();
    let further = (!further.is_empty())
        .then(|| view! { <details><summary>{t.get("desk.rows.further")}</summary><dl class="further">{further}</dl></details> });
    let smelter = r.naming.as_ref().map(|n| smelter(t, p, r, n, write));
    let below = (!findings.is_empty() || !asked.is_empty() || further.is_some() || smelter.is_some()).then(|| {
        view! { <tr class="below"><td colspan=wide.to_string()>{findings}{smelter}{asked}{further}</td></tr> }
    });
    let worst = super::worst(&r.findings);
    view! {
        <tbody class=format!("row row-{worst}") id=r.location.clone()>
            <tr>
                <th scope="row">{r.row}{changed}</th>
                {cells}
                <td data-label=t.get("desk.rows.ask")>{ask}</td>
            </tr>
            {below}
        </tbody>
    }
    .into_any()
}
