//! How a list is drawn: its search, its filters, its table and what can be done to many rows, and the way through it.

use super::{ListColumn, Listed, shown};
use crate::desk::parts::{Hidden, counted, number, range};
use crate::desk::{frame, texts};
use crate::ui::{
    ActiveFilters, Bulk, ColumnChoice, DataTable, Filter, Kept, Link, Pager, Shown, Submit, TableRow, Tick,
};
use leptos::prelude::*;

/// The form that looks for something in a list, and may filter it as well. What else stands in the list's address stays.
#[component]
pub fn ListSearch(
    /// The list.
    list: Listed,
    /// What is looked for.
    #[prop(into)]
    label: String,
    /// What the controls in it set, besides `q`.
    #[prop(optional)]
    sets: &'static [&'static str],
    /// Further controls.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let value = list.query.get("q").to_owned();
    let kept = list.kept(|name| name != "q" && !sets.contains(&name));
    view! {
        <form class="filter" method="get" action=list.address role="search">
            <Hidden fields=kept />
            {children.map(|children| children())}
            <label class="unseen" for="q">{label.clone()}</label>
            <input id="q" name="q" type="search" placeholder=label value=value />
            <Submit label=texts().get("desk.search") />
        </form>
    }
}

/// A filter that a list may have.
#[derive(Clone, Debug)]
pub struct ListFilter {
    /// In the address.
    pub name: &'static str,
    /// What it is called, as a text key.
    pub label: &'static str,
    /// Its value in words, where it is on.
    pub value: Option<String>,
}

impl ListFilter {
    pub fn new(name: &'static str, label: &'static str, value: Option<String>) -> ListFilter {
        ListFilter { name, label, value }
    }
}

/// The filters that are on, each with the way to the list without it.
#[component]
pub fn ListFilters(
    /// The list.
    list: Listed,
    /// The filters that it may have. What is searched for is always one.
    #[prop(optional)]
    filters: Vec<ListFilter>,
) -> impl IntoView {
    let t = texts();
    let search = ListFilter::new("q", "desk.list.search", list.searched());
    let filter = |it: ListFilter| {
        Some(Filter { name: t.get(it.label).to_owned(), value: it.value?, without: list.href(it.name, "") })
    };
    let filters = filters.into_iter().chain([search]).filter_map(filter).collect();
    let unknown = (!list.unknown.is_empty()).then(|| {
        let what = t.fmt("desk.list.unknown", &[("what", &list.unknown.join(", "))]);
        view! { <p class="notice" role="status">{what}</p> }
    });
    view! { {unknown}<ActiveFilters remove=t.get("desk.list.remove") filters /> }
}

/// The rows as a table.
#[component]
pub fn ListTable<R>(
    /// The list.
    list: Listed,
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// The columns that there are.
    columns: &'static [ListColumn<R>],
    /// The rows of this page.
    rows: Vec<R>,
    /// The box of a row, where something can be done to many.
    #[prop(optional_no_strip)]
    tick: Option<fn(&R) -> Tick>,
) -> impl IntoView
where
    R: 'static,
{
    let t = texts();
    let shown = shown(columns, &list.query);
    let heads = shown.iter().map(|column| column.head(t, &list)).collect();
    let ticked = |tick: Tick| Tick { checked: tick.checked || list.ticks.ids.contains(&tick.value), ..tick };
    let row = |row: &R| {
        let cells = shown.iter().map(|column| column.cell(t, row)).collect();
        TableRow::new(cells).tick(tick.map(|tick| ticked(tick(row))))
    };
    let rows = rows.iter().map(row).collect();
    let ticks = if tick.is_some() { t.get("desk.list.tick") } else { "" };
    view! { <DataTable caption columns=heads rows ticks /> }
}

/// The choice of columns.
#[component]
pub fn ListColumns<R>(
    /// The list.
    list: Listed,
    /// The columns that there are.
    columns: &'static [ListColumn<R>],
) -> impl IntoView
where
    R: 'static,
{
    let t = texts();
    let on = shown(columns, &list.query);
    let choice = |(at, it): (usize, &ListColumn<R>)| Shown {
        key: it.key.to_owned(),
        label: t.get(it.label).to_owned(),
        on: on.iter().any(|shown| shown.key == it.key),
        fixed: at == 0,
    };
    let choices = columns.iter().enumerate().map(choice).collect();
    let fields = list.kept(|name| name != "col");
    view! {
        <ColumnChoice label=t.get("desk.list.columns") action=list.address fields columns=choices apply=t.get("desk.queue.show") />
    }
}

/// Which rows are shown, the way on and back, and the list as files.
#[component]
pub fn ListPager(
    /// The list.
    list: Listed,
    /// The identifier of a form around the list whose ticks go along to the other page.
    #[prop(optional_no_strip)]
    form: Option<&'static str>,
) -> impl IntoView {
    let t = texts();
    let names = ["desk.list.csv", "desk.list.xlsx"].map(|key| t.get(key).to_owned());
    let files = list.files.into_iter().zip(names).filter(|(href, _)| !href.is_empty());
    let files = files.map(|(href, label)| Link { href, label }).collect();
    let [previous, next] = list.paging.named();
    view! {
        <Pager
            label=t.get("desk.page.label")
            range=range(t, &list.range)
            previous
            next
            files
            form
        />
    }
}

/// The form around a list by which something is done to many rows.
const BULK_FORM: &str = "bulk-form";

/// The rows with the way on and back; for who may, with boxes, and with what can be done to the rows that are ticked or
/// to all that the list finds.
#[component]
pub fn ListWithActs<R>(
    /// The list.
    list: Listed,
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// The columns that there are.
    columns: &'static [ListColumn<R>],
    /// The rows of this page.
    rows: Vec<R>,
    /// The box of a row.
    tick: fn(&R) -> Tick,
    /// Where the acts go.
    #[prop(into)]
    action: String,
    /// Whether the reader may do something to them: else there are no boxes.
    #[prop(default = frame().can_manage())]
    may: bool,
    /// The acts: buttons that send the form.
    #[prop(into)]
    acts: ViewFnOnce,
) -> impl IntoView
where
    R: 'static,
{
    if !may {
        return view! { <ListTable list=list.clone() caption columns rows /><ListPager list /> }.into_any();
    }
    let shown: Vec<String> = rows.iter().map(|row| tick(row).value).collect();
    view! {
        <form class="bulk-form" id=BULK_FORM method="post" action=action>
            <Hidden fields=list.kept(|_| true) />
            <ListTable list=list.clone() caption columns rows tick=Some(tick) />
            <BulkBar list=list.clone() shown acts />
        </form>
        <ListPager list form=Some(BULK_FORM) />
    }
    .into_any()
}

/// What can be done to many rows, and which those are.
#[component]
fn BulkBar(
    list: Listed,
    /// The rows that can be ticked on this page.
    shown: Vec<String>,
    acts: ViewFnOnce,
) -> impl IntoView {
    let t = texts();
    let of = list.range.of.unwrap_or(list.range.to);
    let elsewhere: Vec<_> = list.ticks.ids.into_iter().filter(|id| !shown.contains(id)).collect();
    let count = elsewhere.len();
    let label = counted(t, "desk.bulk.kept", count as u64);
    let kept = (count > 0).then(|| Kept { value: elsewhere.join("."), count, label });
    view! {
        <Bulk
            count=t.get("desk.bulk.count")
            page=t.get("desk.bulk.page")
            none=t.get("desk.bulk.none")
            kept
            all=t.fmt("desk.bulk.all", &[("n", &number(of))])
            all_ticked=list.ticks.all
        >
            {acts.run()}
        </Bulk>
    }
}

/// The box of a row.
pub fn tick(value: &str, name: &str) -> Tick {
    let label = texts().fmt("desk.list.tick_one", &[("name", name)]);
    Tick { name: "id".to_owned(), value: value.to_owned(), label, ..Tick::default() }
}
