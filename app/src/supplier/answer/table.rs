//! A table of rows: smelters or products. Only the rows in view are drawn; without JavaScript, a page of them.

use super::row_editor::{cell_control, editor};
use crate::supplier::form::{Form, Mark, PAGE_ROWS};
use crate::supplier::rows::{bit, inline_columns};
use domain::template::Section;
use domain::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use domain::{Metal, RowId, Table};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Draws a table with what belongs around it.
pub fn table(form: Form, table: Table) -> AnyView {
    let key = table.key();
    let section = if table == Table::Smelters { Section::Smelters } else { Section::Products };
    let idle = move || form.seen.with(|s| s.state.is_relevant(section));
    let heads: Vec<AnyView> = form
        .with(|d| inline_columns(d, table))
        .into_iter()
        .map(|c| view! { <span role="columnheader">{form.t(&format!("column.{key}.{c}"))}</span> }.into_any())
        .collect();
    // Without JavaScript, a row that is looked at closely is looked at alone: no control is sent twice.
    let alone = form.editing.get_untracked().is_some();
    let chips = (table == Table::Smelters).then(|| view! { {chips(form)}{lists(form)} });
    let fresh = form.with(|d| d.page.fresh);
    let list = view! {
        <div class="toolbar">
            <button class="button" type="button" data-act="add" data-table=key
                hidden=move || !form.live.get()>{form.t(&format!("answer.{key}.add"))}</button>
            <span class="quiet" hidden=move || !form.live.get()>{form.t("answer.paste_hint")}</span>
        </div>
        <div class=format!("rows rows-{key}") role="table" aria-label=form.t(&format!("section.{key}s"))
            aria-rowcount=move || { form.rows.track(); form.with(|d| d.row_count(table)) }>
            <div class="row heads" role="row"><span></span>{heads}<span></span></div>
            <div role="rowgroup" id="rows" data-table=key>
                <div id="pad-top"></div>
                <For each=move || drawn(form, table) key=|id| id.0
                    children=move |id| row(form, table, id)/>
                <div id="pad-bottom"></div>
            </div>
            {move || (!form.live.get()).then(|| {
                let blank = (0..3).map(|i| row(form, table, RowId(fresh + i)));
                blank.collect::<Vec<AnyView>>()
            })}
        </div>
        {pager(form, table)}
    }
    .into_any();
    view! {
        <p class="panel quiet" hidden=idle>{form.t(&format!("answer.{key}s.idle"))}</p>
        {chips}
        <dialog id="editor" class="editor" aria-label=form.t("answer.row_details") open=alone>
            {move || form.editing.get().map(|(table, row)| editor(form, table, row))}
        </dialog>
        <div class="panel tables">{(!alone || form.live.get_untracked()).then_some(list)}</div>
    }
    .into_any()
}

/// The ids of the rows in view.
fn drawn(form: Form, table: Table) -> Vec<RowId> {
    form.rows.track();
    let window = form.window.get();
    form.with(|d| d.row_ids(table)).into_iter().skip(window.start).take(window.count).collect()
}

/// How many smelters each metal has, and whether it needs any.
fn chips(form: Form) -> AnyView {
    let chips: Vec<AnyView> = Metal::ALL
        .into_iter()
        .map(|m| {
            let state = move || {
                form.seen.with(|s| match (s.state.needs_smelters(m), s.rows_of[m as usize]) {
                    (true, 0) => "open",
                    (true, _) => "done",
                    (false, _) => "idle",
                })
            };
            let text = move || {
                let n = form.seen.with(|s| s.rows_of[m as usize]).to_string();
                form.tf(&format!("answer.chip.{}", state()), &[("n", &n)])
            };
            view! {
                <li class="chip" data-state=state>
                    <b>{form.t(&format!("metal.{}", m.key()))}</b>" "{text}
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="chips">{chips}</ul> }.into_any()
}

/// What the controls of a smelter row propose: the list's names for each metal, and its countries.
fn lists(form: Form) -> AnyView {
    let option = |value: &str| view! { <option value=value.to_owned()></option> }.into_any();
    let names: Vec<AnyView> = Metal::ALL
        .into_iter()
        .map(|m| {
            let options = move || {
                form.lists.track();
                form.with(|d| {
                    let known = d.references.smelters().iter().filter(|s| s.metal == Some(m) && s.removed.is_none());
                    let known = known.map(|s| option(&s.name));
                    known.chain([NOT_LISTED, NOT_IDENTIFIED].map(option)).collect::<Vec<AnyView>>()
                })
            };
            view! { <datalist id=format!("names-{}", m.key())>{options}</datalist> }.into_any()
        })
        .collect();
    let countries = move || {
        form.lists.track();
        form.with(|d| {
            let all: BTreeSet<&str> = d.references.smelters().iter().map(|s| s.country.as_str()).collect();
            all.into_iter().map(option).collect::<Vec<AnyView>>()
        })
    };
    view! { {names}<datalist id="countries">{countries}</datalist> }.into_any()
}

fn row(form: Form, table: Table, id: RowId) -> AnyView {
    let key = table.key();
    let mark = form.row_mark(table, id);
    let number = move || {
        form.rows.track();
        match form.row_number(table, id) {
            0 => "+".to_owned(),
            n => n.to_string(),
        }
    };
    let cells: Vec<AnyView> = form
        .with(|d| inline_columns(d, table))
        .into_iter()
        .map(|col| {
            let heading = form.t(&format!("column.{key}.{col}"));
            let bad = Signal::derive(move || mark.with(|m| m.bad & bit(table, col) != 0));
            let control = cell_control(form, table, id, col, "", bad);
            view! { <div role="cell" class="cell" data-col=col data-label=heading>{control}</div> }.into_any()
        })
        .collect();
    let details = (table == Table::Smelters).then(|| {
        view! {
            <a class="button small" data-act="edit" href=format!("/answer/{key}s?row={}", id.0)>
                {form.t("answer.row_details")}
            </a>
        }
        .into_any()
    });
    view! {
        <div class="row" role="row" id=format!("{key}.{}", id.0) data-row=id.0.to_string() tabindex="-1"
            data-mark=move || mark.with(Mark::key)>
            <span class="row-number" role="cell">{number}</span>
            {cells}
            <div class="row-acts" role="cell">
                {details}
                <button class="button small plain" name="delete" value=format!("{key}:{}", id.0)
                    data-act="delete" title=form.t("answer.row_delete")>
                    <span aria-hidden="true">"×"</span><span class="sr">{form.t("answer.row_delete")}</span>
                </button>
            </div>
            <p class="row-message" role="cell" id=format!("e-{key}.{}", id.0)>
                {move || mark.with(|m| m.message.lines().next().unwrap_or_default().to_owned())}
            </p>
        </div>
    }
    .into_any()
}

/// Without JavaScript: links to the other pages of rows.
fn pager(form: Form, table: Table) -> AnyView {
    let (count, page) = form.with(|d| (d.row_count(table), d.page.page as usize));
    let pages = count.div_ceil(PAGE_ROWS);
    let links: Vec<AnyView> = (0..if pages > 1 { pages } else { 0 })
        .map(|i| {
            let here = (i == page).then_some("page");
            let href = format!("/answer/{}s?page={i}", table.key());
            view! { <a href=href aria-current=here>{(i + 1).to_string()}</a> }.into_any()
        })
        .collect();
    view! {
        <nav class="pager" aria-label=form.t("answer.pages") hidden=move || form.live.get()>{links}</nav>
    }
    .into_any()
}
