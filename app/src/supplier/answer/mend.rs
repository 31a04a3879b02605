//! What was sent back: each query with its reason, the old answer, and the control to mend it right there.

use super::field::question;
use super::row_editor::cell_control;
use crate::kit::textarea::{TextArea, textarea};
use crate::supplier::form::Form;
use crate::supplier::model::QueryItem;
use domain::draft::{parse_row_path, why_path};
use domain::{Location, RowId, Table};
use leptos::prelude::*;

/// The path of a reply in words.
pub fn reply_key(query: &str) -> String {
    format!("query:{query}")
}

/// Draws the queries.
pub fn mend(form: Form) -> AnyView {
    let queries = form.with(|d| d.page.queries.clone());
    let cards: Vec<AnyView> = queries.into_iter().map(|q| card(form, q)).collect();
    view! { <ol class="queries">{cards}</ol> }.into_any()
}

fn card(form: Form, query: QueryItem) -> AnyView {
    let location = parse_location(&query.location);
    let reply = form.with(|d| d.draft.explanations.get(&reply_key(&query.id)).cloned().unwrap_or_default());
    let control = match &location {
        Location::Field { key } => form.template().field(key).map(|f| question(form, f)),
        Location::Row { table, row, col } => col
            .as_deref()
            .and_then(|col| crate::supplier::rows::columns(*table).into_iter().find(|c| *c == col))
            .map(|col| {
                let control =
                    cell_control(form, *table, *row, col, "mend.", Signal::derive(|| false));
                view! {
                    <div class="field">
                        <label class="label" for=format!("mend.{}.{}.{col}", table.key(), row.0)>
                            {form.t(&format!("column.{}.{col}", table.key()))}
                        </label>
                        {control}
                    </div>
                }
                .into_any()
            }),
        _ => None,
    };
    let to = form.step_of(&location);
    let href = match &location {
        Location::Row { row, .. } => format!("{}?row={}", to.path(), row.0),
        _ => format!("{}#{}", to.path(), location.id()),
    };
    let old = form.readable(&query.old_value);
    let old = if old.is_empty() { form.t("answer.blank") } else { old };
    let area = TextArea {
        id: format!("reply-{}", query.id),
        name: why_path(&reply_key(&query.id)),
        value: reply,
        describedby: String::new(),
        label: None,
        rows: 2,
        invalid: Signal::derive(|| false),
    };
    let mended = {
        let query = query.clone();
        let location = location.clone();
        move || {
            form.seen.track();
            form.explained.track();
            is_mended(form, &query, &location)
        }
    };
    let mended = Memo::new(move |_| mended());
    view! {
        <li class="panel query" data-mended=move || mended.get().to_string()>
            <h2>{form.place(&location)}</h2>
            <p class="state">
                {move || form.t(if mended.get() { "answer.mend.done" } else { "answer.mend.open" })}
            </p>
            <blockquote>{query.text}</blockquote>
            <p class="old"><b>{form.t("answer.mend.old")}</b>" "{old}</p>
            {control}
            <div class="field">
                <label class="label" for=format!("reply-{}", query.id)>{form.t("answer.mend.reply")}</label>
                {textarea(area)}
            </div>
            <p><a href=href data-act="go" data-to=location.id()>{form.t("answer.mend.go")}</a></p>
        </li>
    }
    .into_any()
}

/// Whether the supplier changed the answer, or replied.
fn is_mended(form: Form, query: &QueryItem, location: &Location) -> bool {
    form.with(|d| {
        let replied = d.draft.explanations.get(&reply_key(&query.id)).is_some_and(|r| !r.trim().is_empty());
        let now = match location {
            Location::Field { key } => d.draft.declaration.answer(key).to_owned(),
            Location::Row { table, row, col: Some(col) } => d.cell(*table, *row, col).to_owned(),
            Location::Row { table, row, col: None } => match d.row_index(*table, *row) {
                Some(i) => d.draft.row_change(*table, i).and_then(|c| c.value).unwrap_or_default(),
                None => String::new(),
            },
            _ => return replied,
        };
        replied || now != query.old_value
    })
}

/// Reads a location's name: `q1.tin`, `smelter.17.cid`, `smelter.17`, `smelters`, `declaration`.
pub fn parse_location(id: &str) -> Location {
    if id == "declaration" {
        return Location::Declaration;
    }
    for table in [Table::Smelters, Table::Products] {
        let Some(rest) = id.strip_prefix(table.key()) else { continue };
        if rest == "s" {
            return Location::Table { table };
        }
        let Some(rest) = rest.strip_prefix('.') else { continue };
        let (row, col) = rest.split_once('.').map_or((rest, None), |(r, c)| (r, Some(c.to_owned())));
        if let Ok(row) = row.parse() {
            return Location::Row { table, row: RowId(row), col };
        }
    }
    Location::field(id)
}

/// The place that an entry's path belongs to.
pub fn location_of_path(path: &str) -> Location {
    match (path.strip_prefix("f:"), parse_row_path(path)) {
        (Some(key), _) => Location::field(key),
        (_, Some((table, row))) => Location::Row { table, row, col: None },
        _ => Location::Declaration,
    }
}
