//! Rows of the smelter or product list, a page at a time, those with findings first.

use super::answers::Changed;
use super::findings::{Asked, FindingView, worst, worst_code};
use super::queries::AskAbout;
use super::view::ReviewAt;
use crate::desk::name_match::{Back, NameMatch, RowMatch};
use crate::desk::parts::{Paging, number};
use crate::desk::smelters::StatusMark;
use crate::desk::{frame, routes, texts};
use crate::ui::{Badge, DataTable, EmptyState, Pager, Range, Submit, Tab, TableColumn, TableRow, Tabs};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowPage {
    /// What the table is called.
    pub title: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    pub rows: Vec<RowView>,
    /// How many rows have findings, of all that were found.
    pub with_findings: u64,
    /// Whether only rows with findings are shown.
    pub only_findings: bool,
    /// What was searched for.
    pub search: String,
    /// The metals that rows are of, each with how many, where there are several.
    pub metals: Vec<MetalRows>,
    /// The key of the metal whose rows are shown; blank for all.
    pub metal: String,
    /// Whether rows have a status.
    pub has_status: bool,
    /// Which rows are shown, and of how many.
    pub range: Range,
    /// The address of this very page of rows.
    pub here: String,
    /// Where it goes on.
    pub paging: Paging,
}

/// How many rows are of a metal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetalRows {
    /// What the address names it by.
    pub key: String,
    pub name: String,
    pub rows: u64,
}

/// What the lists say of a row's smelter today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowStatus {
    pub text: String,
    pub mark: StatusMark,
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
    /// The cell that leads to the smelter's page, and that address.
    pub link: Option<(usize, String)>,
    /// What the lists say of its smelter.
    pub status: Option<RowStatus>,
    /// Further columns that are filled.
    pub further: Vec<FurtherCell>,
    /// What the rules say about it.
    pub findings: Vec<FindingView>,
    /// Texts of open queries about it.
    pub queries: Vec<String>,
    /// What matching says, where the lists do not name the smelter for sure.
    pub name_match: Option<NameMatch>,
    /// Whether it differs from the submission before.
    pub changed: bool,
}

/// A cell that has no column of its own on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FurtherCell {
    /// The column's name.
    pub column: String,
    pub text: String,
}

/// A page of rows, with the form that searches them.
#[component]
pub(super) fn Rows(rows: RowPage) -> impl IntoView {
    let t = texts();
    let Range { from, to, of } = rows.range;
    let total = of.unwrap_or(to);
    let none = rows.rows.is_empty().then(|| {
        let none = if total == 0 { "desk.rows.none" } else { "desk.search.none" };
        view! { <EmptyState text=t.get(none) /> }
    });
    let range = [("from", from), ("to", to), ("of", total), ("with", rows.with_findings)];
    let range = range.map(|(name, n)| (name, number(n)));
    let range = t.fmt("desk.rows.range", &range.each_ref().map(|(name, n)| (*name, n.as_str())));
    let [previous, next] = rows.paging.named();
    let table = none.is_none().then(|| {
        let here = rows.here;
        view! {
            <RowTable title=rows.title.clone() columns=rows.columns rows=rows.rows has_status=rows.has_status here />
            <Pager label=t.get("desk.page.label") range previous next />
        }
    });
    let metals = (rows.metals.len() > 1).then(|| {
        view! { <Metals metals=rows.metals current=rows.metal.clone() search=rows.search.clone() only=rows.only_findings /> }
    });
    view! {
        <section class="panel" aria-labelledby="rows">
            <h2 id="rows">{rows.title}</h2>
            <div class="panel-line">
                {metals}
                <RowFilter search=rows.search only_findings=rows.only_findings metal=rows.metal />
            </div>
            {none}{table}
        </section>
    }
}

/// Only the rows of one metal.
#[component]
fn Metals(metals: Vec<MetalRows>, current: String, search: String, only: bool) -> impl IntoView {
    let t = texts();
    let at = expect_context::<ReviewAt>();
    let all = MetalRows {
        key: String::new(),
        name: t.get("desk.review.all_metals").to_owned(),
        rows: metals.iter().map(|metal| metal.rows).sum(),
    };
    let only = if only { "findings" } else { "" };
    let tab = |metal: MetalRows| Tab {
        href: routes::with(at.href(at.view), &[("metal", &metal.key), ("q", &search), ("only", only)])
            + "#rows",
        label: metal.name,
        count: Some(number(metal.rows)),
        current: metal.key == current,
    };
    let tabs = std::iter::once(all).chain(metals).map(tab).collect();
    view! { <Tabs label=t.get("desk.review.metals") tabs /> }
}

#[component]
fn RowFilter(search: String, only_findings: bool, metal: String) -> impl IntoView {
    let t = texts();
    let at = expect_context::<ReviewAt>();
    view! {
        <form class="filter" method="get" action=routes::request(&at.request) + "#rows" role="search">
            <input type="hidden" name="from" value=at.from.clone() />
            <input type="hidden" name="metal" value=metal />
            <input type="hidden" name="view" value=at.view.key() />
            <input type="hidden" name="n" value=at.number.to_string() />
            <label for="q">{t.get("desk.rows.search")}</label>
            <input id="q" name="q" type="search" value=search />
            <div class="tick">
                <input type="checkbox" id="only" name="only" value="findings" checked=only_findings />
                <label for="only">{t.get("desk.rows.only")}</label>
            </div>
            <Submit label=t.get("desk.queue.show") />
        </form>
    }
}

#[component]
fn RowTable(
    title: String,
    columns: Vec<String>,
    rows: Vec<RowView>,
    has_status: bool,
    /// The address of this page of rows.
    here: String,
) -> impl IntoView {
    let t = texts();
    let own = ["desk.review.status", "desk.review.row_findings", "desk.rows.ask"];
    let own = own.into_iter().skip(usize::from(!has_status)).map(|key| t.get(key));
    let heads = std::iter::once(t.get("desk.rows.row")).chain(columns.iter().map(String::as_str)).chain(own);
    let heads = heads.map(TableColumn::new).collect();
    let rows = rows.into_iter().map(|row| table_row(row, has_status, &here)).collect();
    view! { <DataTable caption=title columns=heads rows wrap=true /> }
}

/// A row with its number, its cells, what the lists and the rules say, and the way to ask about it; what is more stands
/// below.
fn table_row(row: RowView, has_status: bool, here: &str) -> TableRow {
    let (id, class) = (row.location.clone(), format!("row row-{}", worst(&row.findings)));
    let number = view! { {row.row}<Changed changed=row.changed /> }.into_any();
    let ask = view! {
        <AskAbout location=row.location.clone() place=row.place.clone() again=!row.queries.is_empty() />
    };
    let cell = |(i, text): (usize, &String)| match &row.link {
        Some((at, href)) if *at == i => view! { <a href=href.clone()>{text.clone()}</a> }.into_any(),
        _ => text.clone().into_any(),
    };
    let cells = row.cells.iter().enumerate().map(cell);
    let status = has_status.then(|| {
        let badge = row.status.clone().map(|it| view! { <Badge text=it.text tone=it.mark.tone() /> });
        badge.into_any()
    });
    let found = view! { <span class="code-marks">{worst_code(&row.findings)}</span> }.into_any();
    let cells = std::iter::once(number).chain(cells).chain(status).chain([found, ask.into_any()]).collect();
    let plain = row.queries.is_empty() && row.further.is_empty() && row.name_match.is_none();
    let below = (!plain).then(|| view! { <BelowRow row here=here.to_owned() /> }.into_any());
    TableRow::new(cells).below(below).group(id, class)
}

/// What is to be said about a row.
#[component]
fn BelowRow(
    row: RowView,
    /// The address of this page of rows.
    here: String,
) -> impl IntoView {
    let asked = row.queries.into_iter().map(|text| view! { <Asked text /> }).collect_view();
    let back =
        (frame().can_write() && !frame().is_partial()).then_some(Back { page: here, place: row.location });
    let name_match =
        row.name_match.map(|name_match| view! { <div class="row-match"><RowMatch name_match back /></div> });
    let further = (!row.further.is_empty()).then(|| view! { <Further cells=row.further /> });
    view! { {name_match}{asked}{further} }
}

#[component]
fn Further(cells: Vec<FurtherCell>) -> impl IntoView {
    let cell = |it: FurtherCell| view! { <div><dt>{it.column}</dt><dd>{it.text}</dd></div> };
    view! {
        <details>
            <summary>{texts().get("desk.rows.further")}</summary>
            <dl class="further">{cells.into_iter().map(cell).collect_view()}</dl>
        </details>
    }
}
