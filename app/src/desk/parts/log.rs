//! Entries of the log: as a table, and as the history of one thing.

use super::or_dash;
use crate::desk::texts;
use crate::islands::LocalTime;
use crate::ui::{DataTable, EmptyState, TableColumn, TableRow};
use domain::Instant;
use leptos::prelude::*;

/// An entry of the log as pages show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogLine {
    pub seq: i64,
    pub at: Instant,
    /// Who, as a name.
    pub actor: String,
    /// What, as a sentence or, where there is none, its key.
    pub action: String,
    /// To what, by its name; blank where the page is about it.
    pub object: String,
    /// Where that is.
    pub href: Option<String>,
    pub changes: Vec<LogChange>,
    /// What else was noted.
    pub note: String,
    /// The beginning of its hash.
    pub hash: String,
}

/// A value that an act changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogChange {
    pub field: String,
    /// What it was; blank for something new.
    pub from: String,
    pub to: String,
}

/// What an act changed, as words: `E-mail: a@x.example → b@x.example`.
#[component]
fn LogChanges(changes: Vec<LogChange>, note: String) -> impl IntoView {
    let change = |c: LogChange| match c.from.is_empty() {
        true => format!("{}: {}", c.field, or_dash(&c.to)),
        false => format!("{}: {} → {}", c.field, c.from, or_dash(&c.to)),
    };
    let note = Some(note).filter(|note| !note.is_empty());
    let all =
        changes.into_iter().map(change).chain(note).map(|text| view! { <li>{text}</li> }).collect_view();
    (!all.is_empty()).then(|| view! { <ul class="log-changes">{all}</ul> })
}

/// Entries of the log as a table.
#[component]
pub fn LogTable(
    /// The entries.
    lines: Vec<LogLine>,
) -> impl IntoView {
    let t = texts();
    if lines.is_empty() {
        return view! { <EmptyState text=t.get("desk.log.none") /> }.into_any();
    }
    let columns = ["desk.log.what", "desk.log.object", "desk.log.changes", "desk.log.who", "desk.log.when"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |l: LogLine| {
        let object = match l.href {
            Some(href) => view! { <a href=href>{l.object}</a> }.into_any(),
            None => l.object.into_any(),
        };
        let changes = view! { <LogChanges changes=l.changes note=l.note /> }.into_any();
        let at = view! { <LocalTime at=l.at /> }.into_any();
        TableRow::new(vec![l.action.into_any(), object, changes, l.actor.into_any(), at])
    };
    let rows = lines.into_iter().map(row).collect();
    view! { <DataTable caption=t.get("desk.log.title") columns rows wrap=true /> }.into_any()
}

/// Entries of the log as a list, newest as given.
#[component]
pub fn LogLines(
    /// The entries.
    lines: Vec<LogLine>,
) -> impl IntoView {
    if lines.is_empty() {
        return view! { <EmptyState text=texts().get("desk.log.none") /> }.into_any();
    }
    let lines = lines.into_iter().map(|line| view! { <LogEntry line /> }).collect_view();
    view! { <ol class="log">{lines}</ol> }.into_any()
}

#[component]
fn LogEntry(line: LogLine) -> impl IntoView {
    let name = line.object;
    let object = match line.href {
        _ if name.is_empty() => ().into_any(),
        Some(href) => view! { ": "<a href=href>{name}</a> }.into_any(),
        None => view! { ": "{name} }.into_any(),
    };
    view! {
        <li class="log-line">
            <span class="log-what">{line.action}{object}</span>
            <span class="log-who">{line.actor}</span>
            <span class="log-when"><LocalTime at=line.at /></span>
            <LogChanges changes=line.changes note=line.note />
        </li>
    }
}
