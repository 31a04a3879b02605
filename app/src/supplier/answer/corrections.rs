//! What was sent back: each query with its reason, the old answer, and the control to put it right there.

use super::field::Question;
use super::lines::{Go, Place};
use super::row_editor::LabelledCell;
use crate::kit::text::text;
use crate::kit::textarea::LongText;
use crate::supplier::action::Action;
use crate::supplier::form::{Form, use_form};
use crate::supplier::model::{QueryItem, Step};
use domain::draft::why_path;
use domain::{EntryPath, Location};
use leptos::prelude::*;

/// The path of a reply in words.
pub fn reply_key(query: &str) -> String {
    format!("query:{query}")
}

/// The queries.
#[component]
pub fn Corrections() -> impl IntoView {
    let queries = use_form().with(|d| d.page.queries.clone());
    view! { <ol class="queries">{queries.into_iter().map(|query| view! { <Card query /> }).collect_view()}</ol> }
}

/// One query.
#[component]
fn Card(query: QueryItem) -> impl IntoView {
    let form = use_form();
    let location = parse_location(&query.location);
    let reply = reply_key(&query.id);
    let value = form.with(|d| d.draft.explanations.get(&reply).cloned().unwrap_or_default());
    let control = match &location {
        Location::Field { key } => {
            form.template().field(key).map(|field| view! { <Question field /> }.into_any())
        }
        Location::Row { table, row, col: Some(col) } => {
            let (table, row, status) = (*table, *row, form.row_status(*table, *row));
            let col = table.columns().iter().copied().find(|c| c == col);
            col.map(|col| view! { <LabelledCell table row col prefix="corrections." status /> }.into_any())
        }
        _ => None,
    };
    let old = match form.readable(&query.old_value) {
        old if old.is_empty() => form.t("answer.blank"),
        old => old,
    };
    let id = format!("reply-{}", query.id);
    let text_of_query = query.text.clone();
    let title = form.place(&location);
    let place = Place::of(form, &location, form.t("answer.corrections.go"));
    let same = query.id.clone();
    let corrected = Memo::new(move |_| {
        form.evaluation().track();
        form.full_evaluation().track();
        form.explained().track();
        is_corrected(form, &query, &location)
    });
    let state =
        move || form.t(if corrected.get() { "answer.corrections.done" } else { "answer.corrections.open" });
    view! {
        <li class="panel query" data-corrected=move || corrected.get().then_some("true")>
            <h2>{title}</h2>
            <p {..text(state)} class="state" />
            <blockquote>{text_of_query}</blockquote>
            <p class="old">
                <b>{form.t("answer.corrections.old")}</b>
                " "
                {old}
            </p>
            {control}
            <div class="field">
                <label class="label" for=id.clone()>{form.t("answer.corrections.reply")}</label>
                <LongText id name=why_path(&reply) value rows=2 attrs=() />
            </div>
            <p hidden=move || corrected.get()>
                <SameButton query=same step=Step::Corrections />
            </p>
            <p>
                <Go place />
            </p>
        </li>
    }
}

/// One press for whoever has nothing to change: it replies so, in words that the reviewer can read.
#[component]
pub fn SameButton(
    /// The identifier of the query.
    query: String,
    step: Step,
) -> impl IntoView {
    let form = use_form();
    view! {
        <button
            class="button small"
            data-action=Action::Write.key()
            name=why_path(&reply_key(&query))
            value=form.t("answer.corrections.same_text")
            formaction=form.path(step)
        >
            {form.t("answer.corrections.same")}
        </button>
    }
}

/// The queries that were neither answered nor replied to, as of the last look at the whole draft: with these the server
/// takes no submission.
pub fn open_queries(form: Form) -> Vec<QueryItem> {
    form.full_evaluation().track();
    form.explained().track();
    let all = form.with(|d| d.page.queries.clone());
    all.into_iter().filter(|q| !is_corrected(form, q, &parse_location(&q.location))).collect()
}

/// Whether the supplier changed the answer, or replied; or what it was about is gone.
fn is_corrected(form: Form, query: &QueryItem, location: &Location) -> bool {
    if query.state != "open" {
        return true;
    }
    let (asked, gone) = form.full_evaluation().with_untracked(|evaluation| {
        let asked = match location {
            Location::Field { key } => evaluation.state.field(key).visible,
            _ => true,
        };
        (asked, evaluation.report().lacks(&query.finding))
    });
    form.with(|d| {
        let replied = d.draft.explanations.get(&reply_key(&query.id)).is_some_and(|r| !r.trim().is_empty());
        let now = match location {
            // What is not asked is not sent.
            Location::Field { .. } if !asked => String::new(),
            Location::Field { key } => d.draft.declaration.answer(key).to_owned(),
            Location::Row { table, row, col: Some(col) } => d.cell(*table, *row, col).to_owned(),
            Location::Row { table, row, col: None } => match d.row_index(*table, *row) {
                Some(i) => d.draft.row_change(*table, i).and_then(|c| c.value).unwrap_or_default(),
                None => String::new(),
            },
            _ => return replied || gone,
        };
        replied || gone || now != query.old_value
    })
}

/// Reads a location's name; what is none means the declaration as a whole.
pub fn parse_location(id: &str) -> Location {
    id.parse().unwrap_or(Location::Declaration)
}

/// The place that an entry's path belongs to.
pub fn location_of_path(path: &str) -> Location {
    path.parse().map_or(Location::Declaration, EntryPath::location)
}
