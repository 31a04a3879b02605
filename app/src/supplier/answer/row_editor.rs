//! One row with every column: the control of a cell, and the sheet that shows them all.

use super::field::findings;
use crate::kit::textarea::{TextArea, textarea};
use crate::supplier::form::Form;
use crate::supplier::rows::{bit, cell_name, columns};
use domain::{Metal, RowId, Table, answer};
use leptos::prelude::*;

/// The control of a cell. `prefix` tells its id from that of the same cell elsewhere on the page.
pub fn cell_control(
    form: Form,
    table: Table,
    row: RowId,
    col: &'static str,
    prefix: &str,
    bad: Signal<bool>,
) -> AnyView {
    let key = table.key();
    let id = format!("{prefix}{key}.{}.{col}", row.0);
    let name = cell_name(table, row, col);
    let value = form.cell(table, row, col);
    let label = form.t(&format!("column.{key}.{col}"));
    let described = format!("{prefix}e-{key}.{}", row.0).replace("edit.e-", "e-edit.");
    let choices: &[&str] = match (table, col) {
        (Table::Smelters, "metal") => &Metal::ALL.map(Metal::name),
        (Table::Smelters, "recycled") => &["Yes", "No", "Unknown"],
        _ => &[],
    };
    if !choices.is_empty() {
        let stray = (!answer::is_blank(&value) && !choices.iter().any(|c| answer::same(c, &value)))
            .then_some(value.as_str());
        let options: Vec<AnyView> = std::iter::once("")
            .chain(choices.iter().copied())
            .chain(stray)
            .map(|o| {
                let chosen = answer::same(o, &value);
                let text = match (o, Metal::parse(o)) {
                    ("", _) => "–".to_owned(),
                    (_, Some(m)) => form.t(&format!("metal.{}", m.key())),
                    _ => form.option_text(o),
                };
                view! { <option value=o.to_owned() selected=chosen>{text}</option> }.into_any()
            })
            .collect();
        return view! {
            <select id=id name=name aria-label=label aria-describedby=described
                aria-invalid=move || bad.get().then_some("true")>{options}</select>
        }
        .into_any();
    }
    if matches!(col, "comment" | "next_steps") && !prefix.is_empty() {
        let label = Some(label);
        return textarea(TextArea { id, name, value, describedby: described, label, rows: 2, invalid: bad });
    }
    let list = match (table, col) {
        // Which metal's names are proposed follows the row.
        (Table::Smelters, "lookup") => {
            Metal::parse(&form.cell(table, row, "metal")).map(|m| format!("names-{}", m.key()))
        }
        (Table::Smelters, "country") => Some("countries".to_owned()),
        _ => None,
    };
    view! {
        <input type="text" id=id name=name value=value aria-label=label aria-describedby=described list=list
            autocomplete="off" aria-invalid=move || bad.get().then_some("true")/>
    }
    .into_any()
}

/// Every column of one row.
pub fn editor(form: Form, table: Table, row: RowId) -> AnyView {
    let key = table.key();
    let mark = form.row_mark(table, row);
    let number = form.row_number(table, row).to_string();
    let title = form.tf(&format!("answer.place.{key}"), &[("row", &number)]);
    let cells: Vec<AnyView> = columns(table)
        .into_iter()
        .map(|col| {
            let bad = Signal::derive(move || mark.with(|m| m.bad & bit(table, col) != 0));
            let control = cell_control(form, table, row, col, "edit.", bad);
            let help_key = format!("column.{key}.{col}.help");
            let help =
                form.has_text(&help_key).then(|| view! { <p class="help">{form.t(&help_key)}</p> }.into_any());
            view! {
                <div class="field">
                    <label class="label" for=format!("edit.{key}.{}.{col}", row.0)>
                        {form.t(&format!("column.{key}.{col}"))}
                    </label>
                    {help}
                    {control}
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="editor-in" data-row=row.0.to_string() data-table=key>
            <h2 tabindex="-1">{title}</h2>
            {findings(&format!("edit.{key}.{}", row.0), mark)}
            <div class="questions two">{cells}</div>
            <div class="acts">
                <button class="button primary" data-act="close">{form.t("answer.done")}</button>
                <button class="button" type="button" data-act="duplicate" hidden=move || !form.live.get()>
                    {form.t("answer.row_duplicate")}
                </button>
                <button class="button plain" name="delete" value=format!("{key}:{}", row.0) data-act="delete">
                    {form.t("answer.row_delete")}
                </button>
            </div>
        </div>
    }
    .into_any()
}
