//! Differences to the submission before.

use crate::desk::parts::{More, or_dash};
use crate::desk::texts;
use crate::ui::{DataTable, EmptyState, Panel, TableColumn, TableRow};
use leptos::prelude::*;

/// A difference between two submissions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeView {
    /// Where, in words.
    pub place: String,
    /// Before; empty where it is new.
    pub old: String,
    /// Now; empty where it is gone.
    pub new: String,
}

#[component]
pub(super) fn Changes(
    /// The submission that is shown.
    number: i64,
    changes: Vec<ChangeView>,
    /// How many there are beyond those.
    more: u64,
) -> impl IntoView {
    let t = texts();
    if changes.is_empty() {
        return view! { <EmptyState text=t.get("desk.change.none") /> }.into_any();
    }
    let columns = ["desk.change.place", "desk.change.old", "desk.change.new"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |it: ChangeView| {
        let old = view! { <del>{or_dash(&it.old)}</del> }.into_any();
        let new = view! { <ins>{or_dash(&it.new)}</ins> }.into_any();
        TableRow::new(vec![it.place.into_any(), old, new])
    };
    let rows = changes.into_iter().map(row).collect();
    let before = (number - 1).to_string();
    let title = t.fmt("desk.change.title", &[("n", &number.to_string()), ("before", &before)]);
    view! {
        <Panel id="changes" title=title>
            <DataTable caption=t.get("desk.review.changes") columns rows wrap=true />
            <More n=more />
        </Panel>
    }
    .into_any()
}
