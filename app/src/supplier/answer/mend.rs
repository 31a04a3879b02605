//! What was sent back: each query with its reason, the old answer, and the control to put it right there.

use super::field::{question, yes};
use super::row_editor::labelled_cell;
use super::summary::go;
use crate::kit::el::{El, el};
use crate::kit::textarea::area;
use crate::supplier::form::{Form, Say};
use crate::supplier::model::{QueryItem, Step};
use domain::draft::why_path;
use domain::{EntryPath, Location};

/// The path of a reply in words.
pub fn reply_key(query: &str) -> String {
    format!("query:{query}")
}

/// Draws the queries.
pub fn mend(form: Form) -> El {
    let queries = form.with(|d| d.page.queries.clone());
    el("ol;class=queries").all(queries.into_iter().map(|q| card(form, q)))
}

fn card(form: Form, query: QueryItem) -> El {
    let location = parse_location(&query.location);
    let reply = reply_key(&query.id);
    let value = form.with(|d| d.draft.explanations.get(&reply).cloned().unwrap_or_default());
    let control = match &location {
        Location::Field { key } => form.template().field(key).map(|f| question(form, f)),
        Location::Row { table, row, col: Some(col) } => {
            let col = table.columns().iter().copied().find(|c| c == col);
            col.map(|c| labelled_cell(form, *table, *row, c, "mend.", form.row_mark(*table, *row)))
        }
        _ => None,
    };
    let old = match form.readable(&query.old_value) {
        old if old.is_empty() => form.t("answer.blank"),
        old => old,
    };
    let id = format!("reply-{}", query.id);
    let text = query.text.clone();
    let place = form.place(&location);
    let link = go(form, &location, form.t("answer.mend.go"));
    let same = same(form, &query, Step::Mend);
    let mended = std::sync::Arc::new(move || {
        form.seen().track();
        form.settled().track();
        form.explained().track();
        is_mended(form, &query, &location)
    });
    let done = mended.clone();
    let state = {
        let mended = mended.clone();
        move || form.t(if mended() { "answer.mend.done" } else { "answer.mend.open" })
    };
    el("li;class=panel query")
        .live("data-mended", move || yes(mended()))
        .with(el("h2").with(place))
        .with(el("p;class=state").text(state))
        .with(el("blockquote").with(text))
        .with(el("p;class=old").with(el("b").say(form, "answer.mend.old")).with(" ").with(old))
        .all(control)
        .with(
            el("div;class=field")
                .with(el("label;class=label").a("for", id.clone()).say(form, "answer.mend.reply"))
                .with(area(&id, why_path(&reply), value, 2)),
        )
        .with(el("p").hide(move || done()).with(same))
        .with(el("p").with(link))
}

/// One press for whoever has nothing to change: it replies so, in words that the reviewer can read.
pub fn same(form: Form, query: &QueryItem, step: Step) -> El {
    el("button;class=button small;data-act=write")
        .a("name", why_path(&reply_key(&query.id)))
        .a("value", form.t("answer.mend.same_text"))
        .a("formaction", form.path(step))
        .say(form, "answer.mend.same")
}

/// The queries that were neither answered nor replied to, as of the last look at the whole draft: with these the server
/// takes no submission.
pub fn open_queries(form: Form) -> Vec<QueryItem> {
    form.settled().track();
    form.explained().track();
    let all = form.with(|d| d.page.queries.clone());
    all.into_iter().filter(|q| !is_mended(form, q, &parse_location(&q.location))).collect()
}

/// Whether the supplier changed the answer, or replied; or what it was about is gone.
fn is_mended(form: Form, query: &QueryItem, location: &Location) -> bool {
    if query.state != "open" {
        return true;
    }
    let (asked, gone) = form.settled().with_untracked(|seen| {
        let found = seen.report().findings.iter().any(|f| f.key() == query.finding);
        let asked = match location {
            Location::Field { key } => seen.state.field(key).visible,
            _ => true,
        };
        (asked, !query.finding.is_empty() && !found)
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
