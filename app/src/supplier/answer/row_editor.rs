//! One row with every column: the control of a cell, and the sheet that shows them all.

use super::field::{Findings, Help};
use crate::kit::textarea::LongText;
use crate::supplier::action::Action;
use crate::supplier::form::{FieldStatus, Form, use_form};
use crate::supplier::rows::{bit, cell_name, columns};
use domain::template::CellInput;
use domain::{Metal, RowId, Table, answer};
use leptos::prelude::*;

/// The control of a cell. `prefix` tells its id from that of the same cell elsewhere on the page.
#[component]
pub fn CellControl(
    table: Table,
    row: RowId,
    col: &'static str,
    prefix: &'static str,
    status: Memo<FieldStatus>,
) -> impl IntoView {
    let form = use_form();
    let key = table.key();
    let id = format!("{prefix}{key}.{}.{col}", row.0);
    let name = cell_name(table, row, col);
    let value = form.cell(table, row, col);
    let bit = bit(table, col);
    let attrs = view! {
        <{..}
            aria-label=form.t(&format!("column.{key}.{col}"))
            aria-describedby=format!("e-{prefix}{key}.{}", row.0)
            aria-invalid=move || status.with(|m| m.bad & bit != 0).then_some("true")
        />
    };
    let template = form.template();
    let input = template.table(table).map_or(&CellInput::Text, |def| def.input(col));
    let choices: Vec<&str> = match input {
        CellInput::Metal => template.metals.iter().copied().map(Metal::name).collect(),
        CellInput::Choice(choices) => choices.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    if !choices.is_empty() {
        let stray = !answer::is_blank(&value) && !choices.iter().any(|c| answer::same(c, &value));
        let all = std::iter::once("").chain(choices.iter().copied()).chain(stray.then_some(value.as_str()));
        let options = all.map(|option| {
            let text = if option.is_empty() { "–".to_owned() } else { form.option_text(option) };
            view! { <option value=option.to_owned() selected=answer::same(option, &value)>{text}</option> }
        });
        return view! { <select {..attrs} id=id name=name>{options.collect_view()}</select> }.into_any();
    }
    if *input == CellInput::LongText && !prefix.is_empty() {
        return view! { <LongText id name value rows=2 attrs /> }.into_any();
    }
    let list = match input {
        // Which metal's names are proposed follows the row.
        CellInput::SmelterOf(metal) => names_of(form, table, row, metal),
        CellInput::Country => Some("countries".to_owned()),
        _ => None,
    };
    view! { <input {..attrs} id=id name=name value=value list=list /> }.into_any()
}

/// The list of the names of a row's metal.
fn names_of(form: Form, table: Table, row: RowId, metal: &str) -> Option<String> {
    let metal = form.template().metal(&form.cell(table, row, metal))?;
    Some(format!("names-{}", metal.key()))
}

/// A cell with its heading over it.
#[component]
pub fn LabelledCell(
    table: Table,
    row: RowId,
    col: &'static str,
    prefix: &'static str,
    status: Memo<FieldStatus>,
) -> impl IntoView {
    let form = use_form();
    let key = table.key();
    let id = format!("{prefix}{key}.{}.{col}", row.0);
    let heading = format!("column.{key}.{col}");
    let help = form.text(&format!("{heading}.help"));
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{form.t(&heading)}</label>
            <Help id help />
            <CellControl table row col prefix status />
        </div>
    }
}

/// Every column of one row.
#[component]
pub fn RowEditor(table: Table, row: RowId) -> impl IntoView {
    let form = use_form();
    let key = table.key();
    let status = form.row_status(table, row);
    let cells = form
        .with(|d| columns(d, table))
        .into_iter()
        .map(|col| view! { <LabelledCell table row col prefix="edit." status /> });
    view! {
        <div class="editor-in" data-row=row.0.to_string() data-table=key>
            <h2 tabindex="-1">{form.row_label(table, row)}</h2>
            <Findings id=format!("edit.{key}.{}", row.0) status />
            <div class="questions two">{cells.collect_view()}</div>
            <div class="acts">
                <button class="button primary" data-action=Action::Close.key()>{form.t("answer.done")}</button>
                <button class="button" type="button" data-action=Action::Duplicate.key() hidden=form.without_script()>
                    {form.t("answer.row_duplicate")}
                </button>
                <button
                    class="button plain"
                    data-action=Action::Delete.key()
                    name="delete"
                    value=format!("{key}:{}", row.0)
                >
                    {form.t("answer.row_delete")}
                </button>
            </div>
        </div>
    }
}
