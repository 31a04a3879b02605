//! One row with every column: the control of a cell, and the sheet that shows them all.

use super::field::{findings, yes};
use crate::kit::el::{El, el};
use crate::kit::signals::*;
use crate::kit::textarea::area;
use crate::supplier::form::{Form, Mark, Say};
use crate::supplier::rows::{bit, cell_name, columns};
use domain::{Metal, RowId, Table, answer};

/// The control of a cell. `prefix` tells its id from that of the same cell elsewhere on the page.
pub fn cell_control(
    form: Form,
    table: Table,
    row: RowId,
    col: &'static str,
    prefix: &str,
    mark: Memo<Mark>,
) -> El {
    let key = table.key();
    let id = format!("{prefix}{key}.{}.{col}", row.0);
    let name = cell_name(table, row, col);
    let value = form.cell(table, row, col);
    let choices: Vec<&str> = match col {
        "metal" => form.template().metals.iter().copied().map(Metal::name).collect(),
        "recycled" => vec!["Yes", "No", "Unknown"],
        _ => Vec::new(),
    };
    let control = if !choices.is_empty() {
        let stray = !answer::is_blank(&value) && !choices.iter().any(|c| answer::same(c, &value));
        let all = std::iter::once("").chain(choices.iter().copied()).chain(stray.then_some(value.as_str()));
        let options = all.map(|o| {
            let text = if o.is_empty() { "–".to_owned() } else { form.option_text(o) };
            el("option").a("value", o.to_owned()).flag("selected", answer::same(o, &value)).with(text)
        });
        el("select").a("id", id).a("name", name).all(options)
    } else if matches!(col, "comment" | "next_steps") && !prefix.is_empty() {
        area(&id, name, value, 2)
    } else {
        let list = match col {
            // Which metal's names are proposed follows the row.
            "lookup" => {
                form.template().metal(&form.cell(table, row, "metal")).map(|m| format!("names-{}", m.key()))
            }
            "country" => Some("countries".to_owned()),
            _ => None,
        };
        el("input").a("id", id).a("name", name).a("value", value).opt("list", list)
    };
    let bit = bit(table, col);
    control
        .a("aria-label", form.t(&format!("column.{key}.{col}")))
        .a("aria-describedby", format!("e-{prefix}{key}.{}", row.0))
        .live("aria-invalid", move || yes(mark.with(|m| m.bad & bit != 0)))
}

/// A cell with its heading over it.
pub fn labelled_cell(
    form: Form,
    table: Table,
    row: RowId,
    col: &'static str,
    prefix: &str,
    mark: Memo<Mark>,
) -> El {
    let key = table.key();
    let id = format!("{prefix}{key}.{}.{col}", row.0);
    let heading = format!("column.{key}.{col}");
    let help = super::field::help(form, &id, &format!("{heading}.help"));
    el("div;class=field")
        .with(el("label;class=label").a("for", id).say(form, &heading))
        .all(help)
        .with(cell_control(form, table, row, col, prefix, mark))
}

/// Every column of one row.
pub fn editor(form: Form, table: Table, row: RowId) -> El {
    let key = table.key();
    let mark = form.row_mark(table, row);
    let title = form.row_label(table, row);
    let cells = form
        .with(|d| columns(d, table))
        .into_iter()
        .map(|col| labelled_cell(form, table, row, col, "edit.", mark));
    let button = |class: &'static str, act: &'static str, text: &str| {
        el("button").a("class", class).a("data-act", act).say(form, text)
    };
    let acts = el("div;class=acts")
        .with(button("button primary", "close", "answer.done"))
        .with(
            button("button", "duplicate", "answer.row_duplicate")
                .a("type", "button")
                .hide(form.without_script()),
        )
        .with(
            button("button plain", "delete", "answer.row_delete")
                .a("name", "delete")
                .a("value", format!("{key}:{}", row.0)),
        );
    el("div;class=editor-in")
        .a("data-row", row.0.to_string())
        .a("data-table", key)
        .with(el("h2;tabindex=-1").with(title))
        .with(findings(&format!("edit.{key}.{}", row.0), mark))
        .with(el("div;class=questions two").all(cells))
        .with(acts)
}
