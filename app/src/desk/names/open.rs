//! The names to decide about.

use super::{back_here, columns};
use crate::desk::form::BoundForm;
use crate::desk::list::{ListPager, Listed};
use crate::desk::name_match::{DecisionForm, Match, NameMatch};
use crate::desk::parts::number;
use crate::desk::{frame, routes, texts};
use crate::ui::{DataTable, EmptyState, TableRow};
use leptos::prelude::*;

/// A name to decide about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameLine {
    /// What matching says.
    pub name_match: NameMatch,
    /// The metal in words.
    pub metal: String,
    /// The first who named it.
    pub suppliers: Vec<NamedBy>,
    /// How many named it.
    pub count: u64,
}

/// A supplier that named a smelter so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedBy {
    pub request: String,
    /// The supplier's name.
    pub supplier: String,
}

#[component]
pub(super) fn OpenNames(
    list: Listed,
    /// Whether there is any list to compare with.
    lists: bool,
    names: Vec<NameLine>,
    /// A decision that was refused.
    refused: BoundForm,
) -> impl IntoView {
    let t = texts();
    if names.is_empty() {
        let none = match (lists, list.searched().is_none()) {
            (false, _) => "desk.refs.none",
            (true, true) => "smelters.names.nothing_open",
            (true, false) => "desk.search.none",
        };
        return view! { <EmptyState text=t.get(none) /> }.into_any();
    }
    let columns = columns(["smelters.names.name", "smelters.names.metal", "smelters.names.suppliers"]);
    let rows = names.into_iter().map(|line| row(line, &refused)).collect();
    view! { <DataTable caption=t.get("smelters.names.open") columns rows wrap=true /><ListPager list /> }
        .into_any()
}

/// A name: who named it, and below what is likeliest, behind which the reasons and the form are.
fn row(line: NameLine, refused: &BoundForm) -> TableRow {
    let wrong = refused.errors.first().map(|it| it.text.clone());
    let typed = refused.get("cid").to_owned();
    let cells = vec![
        line.name_match.name.clone().into_any(),
        line.metal.into_any(),
        view! { {number(line.count)}<NamedBySuppliers count=line.count first=line.suppliers /> }.into_any(),
    ];
    TableRow::new(cells).below(Some(view! { <Decide name_match=line.name_match typed wrong /> }.into_any()))
}

#[component]
fn NamedBySuppliers(count: u64, first: Vec<NamedBy>) -> impl IntoView {
    let beyond = count.saturating_sub(first.len() as u64);
    let beyond = (beyond > 0).then(|| format!(" {}", texts().fmt("desk.more", &[("n", &number(beyond))])));
    let links = first.into_iter().map(|it| {
        let href = routes::with(routes::request(&it.request), &[("view", "smelters")]);
        view! { " "<a href=href>{it.supplier}</a> }
    });
    view! { <span class="named">{links.collect_view()}{beyond}</span> }
}

#[component]
fn Decide(name_match: NameMatch, typed: String, wrong: Option<String>) -> impl IntoView {
    let (open, in_short) = (wrong.is_some(), name_match.in_short());
    let inner = match (frame().can_write(), wrong) {
        (true, Some(wrong)) => {
            view! { <DecisionForm name_match back=back_here() typed wrong=Some(wrong) /> }.into_any()
        }
        (write, _) => view! { <Match name_match back=write.then(back_here) /> }.into_any(),
    };
    view! {
        <details class="row-match" open=open><summary>{in_short}</summary>{inner}</details>
    }
}
