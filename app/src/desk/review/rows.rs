//! Rows of the smelter or product list, a page at a time, those with findings first.

use super::answers::Changed;
use super::findings::{Asked, Finding, FindingView, worst};
use super::queries::AskAbout;
use super::view::ReviewAt;
use crate::desk::name_match::{Back, NameMatch, RowMatch};
use crate::desk::parts::{Paging, number};
use crate::desk::{frame, routes, texts};
use crate::ui::{DataTable, EmptyState, Pager, Range, Submit, TableColumn, TableRow};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowPage {
    /// The names of the columns.
    pub columns: Vec<String>,
    pub rows: Vec<RowView>,
    /// How many rows have findings, of all that were found.
    pub with_findings: u64,
    /// Whether only rows with findings are shown.
    pub only_findings: bool,
    /// What was searched for.
    pub search: String,
    /// Which rows are shown, and of how many.
    pub range: Range,
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
            <RowTable columns=rows.columns rows=rows.rows here />
            <Pager label=t.get("desk.page.label") range previous next />
        }
    });
    view! {
        <section class="panel">
            <RowFilter search=rows.search only_findings=rows.only_findings />
            {none}{table}
        </section>
    }
}

#[component]
fn RowFilter(search: String, only_findings: bool) -> impl IntoView {
    let t = texts();
    let at = expect_context::<ReviewAt>();
    view! {
        <form class="filter" method="get" action=routes::request(&at.request) role="search">
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
    columns: Vec<String>,
    rows: Vec<RowView>,
    /// The address of this page of rows.
    here: String,
) -> impl IntoView {
    let t = texts();
    let (first, last) = (t.get("desk.rows.row"), t.get("desk.rows.ask"));
    let columns = columns.iter().map(|name| TableColumn::new(name));
    let columns =
        std::iter::once(TableColumn::new(first)).chain(columns).chain([TableColumn::new(last)]).collect();
    let rows = rows.into_iter().map(|row| table_row(row, &here)).collect();
    view! { <DataTable caption=t.get("desk.review.smelters") columns rows wrap=true /> }
}

/// A row with its number, its cells and the way to ask about it; what is to be said about it stands below.
fn table_row(row: RowView, here: &str) -> TableRow {
    let (id, class) = (row.location.clone(), format!("row row-{}", worst(&row.findings)));
    let number = view! { {row.row}<Changed changed=row.changed /> }.into_any();
    let ask = view! {
        <AskAbout location=row.location.clone() place=row.place.clone() again=!row.queries.is_empty() />
    };
    let cells = row.cells.iter().map(|text| text.clone().into_any());
    let cells = std::iter::once(number).chain(cells).chain([ask.into_any()]).collect();
    let plain = row.findings.is_empty()
        && row.queries.is_empty()
        && row.further.is_empty()
        && row.name_match.is_none();
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
    let findings = row.findings.into_iter().map(|finding| view! { <Finding finding /> }).collect_view();
    let asked = row.queries.into_iter().map(|text| view! { <Asked text /> }).collect_view();
    let back = frame().can_write().then_some(Back { page: here, place: row.location });
    let name_match =
        row.name_match.map(|name_match| view! { <div class="row-match"><RowMatch name_match back /></div> });
    let further = (!row.further.is_empty()).then(|| view! { <Further cells=row.further /> });
    view! { {findings}{name_match}{asked}{further} }
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
