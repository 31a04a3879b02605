//! Rows that are not taken as they stand, to be corrected here; and what is taken and worth a look.

use crate::desk::parts::{Hidden, More, number};
use crate::desk::suppliers::column_name;
use crate::desk::{routes, texts};
use crate::ui::{Panel, Submit};
use leptos::prelude::*;

/// A row with a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BadRow {
    /// Its number in the file.
    pub row: u64,
    /// What is wrong.
    pub problems: Vec<CellProblem>,
    /// Its cells that mean something.
    pub cells: Vec<BadCell>,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellProblem {
    /// The header of its column; blank where it is the row's.
    pub column: String,
    pub text: String,
}

/// A cell of a row with a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BadCell {
    /// Its column, counted from 0.
    pub column: u64,
    /// What that means.
    pub field: &'static str,
    pub text: String,
}

/// Something worth a look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    pub text: String,
    /// How many rows it is true of.
    pub count: u64,
    /// The first of them.
    pub rows: Vec<NoteRow>,
}

/// A row that a note is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteRow {
    /// Its number in the file.
    pub row: u64,
    /// The cell's text.
    pub text: String,
}

/// The rows with problems as a form.
#[component]
pub(super) fn BadRows(
    batch: String,
    rows: Vec<BadRow>,
    /// How many there are besides.
    more: u64,
    /// How the file is read, which goes with the form.
    shown: Vec<(String, String)>,
) -> impl IntoView {
    if rows.is_empty() {
        return None;
    }
    let t = texts();
    let query = shown.iter().map(|(name, value)| format!("{name}={value}"));
    let download = format!("{}?{}", routes::import_rows_csv(&batch), query.collect::<Vec<_>>().join("&"));
    let rows = rows.into_iter().map(|row| view! { <CorrectRow row /> }).collect_view();
    Some(view! {
        <Panel id="bad" title=t.get("desk.import.problems")>
            <p>{t.get("desk.import.bad_lead")}" "<a href=download>{t.get("desk.import.bad_download")}</a></p>
            <form method="post" action=routes::import_rows(&batch)>
                <Hidden fields=shown />
                <div class="bad-rows">{rows}</div>
                <More n=more />
                <div class="form-acts"><Submit label=t.get("desk.import.correct") /></div>
            </form>
        </Panel>
    })
}

#[component]
fn CorrectRow(row: BadRow) -> impl IntoView {
    let problems = row.problems.into_iter().map(|it| {
        let column = (!it.column.is_empty()).then(|| view! { <strong>{it.column}</strong>" " });
        view! { <li>{column}{it.text}</li> }
    });
    let cells = row.cells.into_iter().map(|cell| view! { <CorrectCell row=row.row cell /> });
    view! {
        <fieldset class="bad-row">
            <legend>{texts().fmt("desk.import.row_n", &[("n", &row.row.to_string())])}</legend>
            <ul class="bad-why">{problems.collect_view()}</ul>
            <div class="bad-cells">{cells.collect_view()}</div>
        </fieldset>
    }
}

#[component]
fn CorrectCell(row: u64, cell: BadCell) -> impl IntoView {
    let name = format!("cell.{row}.{}", cell.column);
    // A text of several lines would lose them in a line's control.
    let text = cell.text.replace(['\r', '\n'], " ");
    view! {
        <div class="control">
            <label for=name.clone()>{column_name(cell.field)}</label>
            <input id=name.clone() name=name type="text" value=text autocomplete="off" />
        </div>
    }
}

/// What is taken and worth a look.
#[component]
pub(super) fn Notes(notes: Vec<Note>) -> impl IntoView {
    if notes.is_empty() {
        return None;
    }
    let lines = notes.into_iter().map(|note| view! { <NoteLine note /> }).collect_view();
    Some(view! {
        <Panel id="notes" title=texts().get("desk.import.notes")>
            <ul class="lines">{lines}</ul>
        </Panel>
    })
}

#[component]
fn NoteLine(note: Note) -> impl IntoView {
    let t = texts();
    let rest = note.count.saturating_sub(note.rows.len() as u64);
    let rest = (rest > 0).then(|| format!(" {}", t.fmt("desk.more", &[("n", &number(rest))])));
    let row = |NoteRow { row, text }: NoteRow| {
        if text.is_empty() { row.to_string() } else { format!("{row} “{text}”") }
    };
    let rows: Vec<String> = note.rows.into_iter().map(row).collect();
    let rows = rows.join(t.get("list.separator"));
    view! {
        <li>{note.text}<span class="minor">" "{t.fmt("desk.import.rows", &[("rows", &rows)])}{rest}</span></li>
    }
}
