//! The snapshots that there are.

use crate::desk::{DeskPage, frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{ButtonLink, DataTable, EmptyState, PageHead, Rank, TableColumn, TableRow};
use domain::Instant;
use leptos::prelude::*;

/// A snapshot in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SnapshotLine {
    pub id: String,
    pub name: String,
    /// The year that is reported on.
    pub year: String,
    /// The last day on which answers count.
    pub cutoff: String,
    pub frozen_at: Instant,
    /// By whom.
    pub by: String,
}

/// The page of all snapshots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reports {
    /// The youngest first.
    pub snapshots: Vec<SnapshotLine>,
}

impl DeskPage for Reports {
    fn view(self) -> AnyView {
        view! { <ReportsPage page=self /> }.into_any()
    }
}

#[component]
fn ReportsPage(page: Reports) -> impl IntoView {
    let t = texts();
    let acts = frame().can_manage().then(|| {
        view! {
            <ButtonLink href=routes::own_data() label=t.get("desk.report.own") />
            <ButtonLink href=routes::freeze() label=t.get("desk.report.freeze") rank=Rank::Primary />
        }
    });
    let list = match page.snapshots.is_empty() {
        true => view! { <EmptyState text=t.get("desk.report.none") /> }.into_any(),
        false => view! { <Snapshots snapshots=page.snapshots /> }.into_any(),
    };
    view! {
        <PageHead title=t.get("desk.report.title")>{acts}</PageHead>
        <p class="hint">{t.get("desk.report.hint")}</p>
        {list}
    }
}

#[component]
fn Snapshots(snapshots: Vec<SnapshotLine>) -> impl IntoView {
    let t = texts();
    let columns = ["desk.report.name", "desk.report.year", "desk.report.cutoff", "desk.report.frozen"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |it: SnapshotLine| {
        TableRow::new(vec![
            view! { <a href=routes::report(&it.id)>{it.name}</a> }.into_any(),
            it.year.into_any(),
            view! { <time>{it.cutoff}</time> }.into_any(),
            view! { <LocalTime at=it.frozen_at /><span class="minor">{it.by}</span> }.into_any(),
        ])
    };
    let rows = snapshots.into_iter().map(row).collect();
    view! { <DataTable caption=t.get("desk.report.title") columns rows wrap=true /> }
}
