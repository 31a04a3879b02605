//! A table of rows: smelters or products. Only the rows in view are drawn; without JavaScript, a page of them.

use super::row_editor::{CellControl, RowEditor};
use crate::kit::text::text;
use crate::supplier::action::Action;
use crate::supplier::form::{Form, PAGE_ROWS, use_form};
use crate::supplier::model::Step;
use crate::supplier::rows::{INLINE, columns, inline_columns};
use domain::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use domain::template::Section;
use domain::{Metal, RowId, Table};
use leptos::html;
use leptos::prelude::*;

/// A table with what belongs around it.
#[component]
pub fn RowTable(table: Table) -> impl IntoView {
    let form = use_form();
    let key = table.key();
    let relevant = move || form.full_evaluation().with(|s| s.state.needs_rows(table));
    // Without JavaScript, a row that is looked at closely is looked at alone: no control is sent twice.
    let alone = form.editing().get_untracked().is_some() && !form.live().get_untracked();
    let sheet = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = form.editing().get().is_some();
        if let (true, Some(sheet)) = (form.live().get(), sheet.get()) {
            sheet.close();
            if open {
                let _ = sheet.show_modal();
            }
        }
    });
    view! {
        <div class="stack-of">
            <p class="panel quiet" hidden=relevant>{form.t(&format!("answer.{key}s.idle"))}</p>
            {(table == Table::SMELTERS).then(|| view! { <Chips /> <Lists /> })}
            <dialog node_ref=sheet class="editor" id="editor" aria-label=form.t("answer.row_details") open=alone>
                <For
                    each=move || form.editing().get()
                    key=|(table, row)| (table.key(), row.0)
                    let((table, row))
                >
                    <RowEditor table row />
                </For>
            </dialog>
            {(!alone)
                .then(|| {
                    view! {
                        <div class="panel tables">
                            <Toolbar table />
                            <Grid table />
                            <Pager table />
                        </div>
                    }
                })}
        </div>
    }
}

#[component]
fn Toolbar(table: Table) -> impl IntoView {
    let form = use_form();
    let key = table.key();
    view! {
        <div class="toolbar" hidden=form.without_script()>
            <button class="button" type="button" id="add" data-action=Action::Add.key() data-table=key>
                {form.t(&format!("answer.{key}.add"))}
            </button>
            <span class="quiet">{form.t("answer.paste_hint")}</span>
        </div>
    }
}

#[component]
fn Grid(table: Table) -> impl IntoView {
    let form = use_form();
    let key = table.key();
    let columns = form.with(|d| inline_columns(d, table));
    let width = columns.len();
    let heads = columns.into_iter().map(|col| {
        view! { <span role="columnheader">{form.t(&format!("column.{key}.{col}"))}</span> }
    });
    let fresh = form.with(|d| d.page.fresh);
    let count = move || {
        form.rows().track();
        form.with(|d| d.row_count(table)).to_string()
    };
    // A group without rows is none: assistive technology would look for them.
    let group = |filled: bool| filled.then_some("rowgroup");
    view! {
        <div
            class=format!("rows rows-{key} cols-{width}")
            role="table"
            aria-label=form.t(&format!("section.{key}s"))
            aria-rowcount=count
        >
            <div role="rowgroup">
                <div class="row heads" role="row">
                    <span></span>
                    {heads.collect_view()}
                    <span></span>
                </div>
            </div>
            <div id="rows">
                <div id="pad-top"></div>
                <div class="rowgroup" role=move || group(!drawn(form, table).is_empty())>
                    <For each=move || drawn(form, table) key=|id| *id let(id)>
                        <Row table row=RowId(id) />
                    </For>
                </div>
                <div id="pad-bottom"></div>
            </div>
            // Without JavaScript: rows to be filled in.
            <div role=move || group(!form.live().get())>
                <For each=move || 0..if form.live().get() { 0 } else { 3 } key=|i| *i let(i)>
                    <Row table row=RowId(fresh + i) />
                </For>
            </div>
        </div>
    }
}

/// The ids of the rows in view.
fn drawn(form: Form, table: Table) -> Vec<u64> {
    form.rows().track();
    let window = form.window().get();
    let ids = form.with(|d| d.row_ids(table));
    ids.into_iter().skip(window.start).take(window.count).map(|id| id.0).collect()
}

/// How many smelters each metal has, and whether it needs any.
#[component]
fn Chips() -> impl IntoView {
    let metals = use_form().template().metals.iter().copied();
    view! { <ul class="chips">{metals.map(|metal| view! { <Chip metal /> }).collect_view()}</ul> }
}

#[component]
fn Chip(metal: Metal) -> impl IntoView {
    let form = use_form();
    let state = move || {
        form.full_evaluation().with(|s| match (s.state.needs_smelters(metal), s.state.smelters_of(metal)) {
            (true, 0) => "open",
            (true, _) => "done",
            (false, _) => "idle",
        })
    };
    let count = move || {
        let n = form.full_evaluation().with(|s| s.state.smelters_of(metal)).to_string();
        form.tf(&format!("answer.chip.{}", state()), &[("n", &n)])
    };
    view! {
        <li class="chip" data-state=state>
            <b>{form.metal(metal)}</b>
            " "
            <span {..text(count)} />
        </li>
    }
}

/// What the controls of a smelter row propose: the list's names for each metal, and its countries.
#[component]
fn Lists() -> impl IntoView {
    let form = use_form();
    let option = |value: &str| view! { <option value=value.to_owned()></option> };
    let names = form.template().metals.iter().copied().map(|metal| {
        let names = move || {
            form.lists().track();
            form.with(|d| {
                let known = d.references.smelters().iter();
                let known = known.filter(|s| s.metal == Some(metal) && s.removed.is_none());
                let known = known.map(|s| option(&s.name));
                known.chain([NOT_LISTED, NOT_IDENTIFIED].map(option)).collect_view()
            })
        };
        view! { <datalist id=format!("names-{}", metal.key())>{names}</datalist> }
    });
    let countries = move || {
        form.lists().track();
        form.with(|d| {
            let mut all: Vec<&str> = Vec::new();
            for smelter in d.references.smelters() {
                if !all.contains(&smelter.country.as_str()) {
                    all.push(&smelter.country);
                }
            }
            all.into_iter().map(option).collect_view()
        })
    };
    view! {
        {names.collect_view()}
        <datalist id="countries">{countries}</datalist>
    }
}

#[component]
fn Row(table: Table, row: RowId) -> impl IntoView {
    let form = use_form();
    let key = table.key();
    let status = form.row_status(table, row);
    let number = move || {
        form.rows().track();
        match form.row_number(table, row) {
            0 => "+".to_owned(),
            n => n.to_string(),
        }
    };
    let cells = form.with(|d| inline_columns(d, table)).into_iter().map(|col| {
        // The label is shown where there is no room for the headings.
        view! {
            <div class="cell" role="cell" data-col=col data-label=form.t(&format!("column.{key}.{col}"))>
                <CellControl table row col prefix="" status />
            </div>
        }
    });
    let details = form.with(|d| columns(d, table).len() > INLINE).then(|| {
        let href = format!("{}?row={}", form.path(Step::Of(Section::of(table))), row.0);
        view! {
            <a class="button small" data-action=Action::Edit.key() href=href>{form.t("answer.row_details")}</a>
        }
    });
    let message = move || status.with(|m| m.message.lines().next().unwrap_or_default().to_owned());
    view! {
        <div
            class="row"
            role="row"
            id=format!("{key}.{}", row.0)
            data-row=row.0.to_string()
            tabindex="-1"
            data-status=move || status.with(|m| m.key())
        >
            <span {..text(number)} class="row-number" role="cell" />
            {cells.collect_view()}
            <div class="row-acts" role="cell">
                {details}
                <button
                    class="button small plain"
                    name="delete"
                    value=format!("{key}:{}", row.0)
                    data-action=Action::Delete.key()
                    title=form.t("answer.row_delete")
                >
                    <span aria-hidden="true">"×"</span>
                    <span class="sr">{form.t("answer.row_delete")}</span>
                </button>
            </div>
            <p {..text(message)} class="row-message" role="cell" id=format!("e-{key}.{}", row.0) />
        </div>
    }
}

/// Without JavaScript: links to the other pages of rows.
#[component]
fn Pager(table: Table) -> impl IntoView {
    let form = use_form();
    let (count, page) = form.with(|d| (d.row_count(table), d.page.page as usize));
    let pages = count.div_ceil(PAGE_ROWS);
    let links = (0..if pages > 1 { pages } else { 0 }).map(|i| {
        let href = format!("{}?page={i}", form.path(Step::Of(Section::of(table))));
        view! { <a href=href aria-current=(i == page).then_some("page")>{(i + 1).to_string()}</a> }
    });
    view! {
        <nav class="pager" aria-label=form.t("answer.pages") hidden=move || form.live().get()>
            {links.collect_view()}
        </nav>
    }
}
