//! Rows that are not taken as they stand, to be corrected here; and what is taken and worth a look.

use super::{ImportPreview, column_key, more, reading};
use crate::desk::T;
use crate::desk::parts::number;
use crate::desk::routes;
use crate::ui::Submit;
use leptos::prelude::*;

/// A row with a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BadRow {
    /// Its number in the file.
    pub row: u64,
    /// What is wrong: column header, sentence.
    pub problems: Vec<(String, String)>,
    /// Its cells that mean something: column from 0, field, text.
    pub cells: Vec<(u64, String, String)>,
}

/// Something worth a look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    pub text: String,
    /// How many rows it is true of.
    pub count: u64,
    /// The first of them: number in the file and the cell's text.
    pub rows: Vec<(u64, String)>,
}

/// Draws the rows with problems as a form.
pub fn rows(t: T, p: &ImportPreview) -> AnyView {
    if p.bad_rows.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = p.bad_rows.iter().map(|bad| row(t, bad)).collect();
    let mapping: Vec<&str> = p.columns.iter().map(|(_, field, _)| field.as_str()).collect();
    let query: Vec<String> =
        p.reading.fields().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let download =
        format!("{}?{}&mapping={}", routes::import_rows_csv(&p.id), query.join("&"), mapping.join(","));
    view! {
        <section class="panel" aria-labelledby="bad">
            <h2 id="bad">{t.get("desk.import.problems")}</h2>
            <p>{t.get("desk.import.bad_lead")}" "<a href=download>{t.get("desk.import.bad_download")}</a></p>
            <form method="post" action=routes::import_rows(&p.id)>
                {reading::hidden(&p.reading)}
                <input type="hidden" name="mapping" value=mapping.join(",") />
                <div class="bad-rows">{rows}</div>
                {more(t, p.more_bad)}
                <div class="form-acts"><Submit label=t.get("desk.import.correct") /></div>
            </form>
        </section>
    }
    .into_any()
}

fn row(t: T, bad: &BadRow) -> AnyView {
    let problems: Vec<_> = bad
        .problems
        .iter()
        .map(|(column, text)| {
            let column = (!column.is_empty()).then(|| view! { <strong>{column.clone()}</strong>" " });
            view! { <li>{column}{text.clone()}</li> }
        })
        .collect();
    let cells: Vec<_> = bad
        .cells
        .iter()
        .map(|(column, field, text)| {
            let name = format!("cell.{}.{column}", bad.row);
            // A text of several lines would lose them in a line's control.
            let text = text.replace(['\r', '\n'], " ");
            view! {
                <div class="control">
                    <label for=name.clone()>{t.get(&column_key(field)).to_owned()}</label>
                    <input id=name.clone() name=name type="text" value=text autocomplete="off" />
                </div>
            }
        })
        .collect();
    view! {
        <fieldset class="bad-row">
            <legend>{t.fmt("desk.import.row_n", &[("n", &bad.row.to_string())])}</legend>
            <ul class="bad-why">{problems}</ul>
            <div class="bad-cells">{cells}</div>
        </fieldset>
    }
    .into_any()
}

/// Draws what is taken and worth a look.
pub fn notes(t: T, p: &ImportPreview) -> AnyView {
    if p.notes.is_empty() {
        return ().into_any();
    }
    let notes: Vec<_> = p
        .notes
        .iter()
        .map(|note| {
            let rows: Vec<String> = note
                .rows
                .iter()
                .map(|(row, text)| if text.is_empty() { row.to_string() } else { format!("{row} “{text}”") })
                .collect();
            let rest = note.count.saturating_sub(note.rows.len() as u64);
            let rest = (rest > 0).then(|| format!(" {}", t.fmt("desk.more", &[("n", &number(rest))])));
            let rows = rows.join(t.get("list.separator"));
            view! {
                <li>{note.text.clone()}<span class="minor">" "{t.fmt("desk.import.rows", &[("rows", &rows)])}{rest}</span></li>
            }
        })
        .collect();
    view! {
        <section class="panel" aria-labelledby="notes">
            <h2 id="notes">{t.get("desk.import.notes")}</h2>
            <ul class="lines">{notes}</ul>
        </section>
    }
    .into_any()
}
