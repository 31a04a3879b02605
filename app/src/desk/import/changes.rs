//! What the import would change: addresses of suppliers that are asked already, other facts, and who is new.

use crate::desk::parts::More;
use crate::desk::suppliers::column_name;
use crate::desk::texts;
use crate::ui::{DataTable, Panel, TableColumn, TableRow};
use leptos::prelude::*;

/// A supplier with requests whose address changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovedRow {
    /// Sheet row.
    pub row: u64,
    /// Supplier.
    pub name: String,
    /// The address that loses access.
    pub old: String,
    /// The new address.
    pub new: String,
    /// The campaigns to which the old address loses access.
    pub ends: Vec<String>,
    /// The campaigns to which the new address is invited.
    pub invited: Vec<String>,
}

/// A fact of a known supplier that changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldChange {
    pub supplier: String,
    /// The fact's key.
    pub field: &'static str,
    pub old: String,
    pub new: String,
}

/// A supplier that is added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSupplier {
    pub name: String,
    pub email: String,
}

fn columns<const N: usize>(keys: [&str; N]) -> Vec<TableColumn> {
    keys.map(|key| TableColumn::new(texts().get(key))).to_vec()
}

/// Whose address changes while they are asked.
#[component]
pub(super) fn MovedRows(rows: Vec<MovedRow>, more: u64) -> impl IntoView {
    if rows.is_empty() {
        return None;
    }
    let t = texts();
    let list = |names: Vec<String>| match names.is_empty() {
        true => "–".to_owned(),
        false => names.join(t.get("list.separator")),
    };
    let row = |it: MovedRow| {
        TableRow::new(vec![
            view! { {it.row}" "{it.name} }.into_any(),
            view! { <del>{it.old}</del>" "{list(it.ends)} }.into_any(),
            view! { <ins>{it.new}</ins>" "{list(it.invited)} }.into_any(),
        ])
    };
    let rows = rows.into_iter().map(row).collect::<Vec<_>>();
    let columns = columns(["desk.supplier.name", "desk.import.loses", "desk.import.gains"]);
    Some(view! {
        <Panel id="moved" title=t.get("desk.moved.title") ours=true>
            <DataTable caption=t.get("desk.moved.title") columns rows wrap=true />
            <More n=more />
        </Panel>
    })
}

/// What changes of suppliers that are known.
#[component]
pub(super) fn Changes(changes: Vec<FieldChange>, more: u64) -> impl IntoView {
    if changes.is_empty() {
        return None;
    }
    let t = texts();
    let row = |it: FieldChange| {
        TableRow::new(vec![
            it.supplier.into_any(),
            column_name(it.field).into_any(),
            view! { <del>{it.old}</del> }.into_any(),
            view! { <ins>{it.new}</ins> }.into_any(),
        ])
    };
    let rows = changes.into_iter().map(row).collect::<Vec<_>>();
    let columns = columns(["desk.supplier.name", "desk.import.column", "desk.change.old", "desk.change.new"]);
    Some(view! {
        <Panel id="changes" title=t.get("desk.import.changes")>
            <DataTable caption=t.get("desk.import.changes") columns rows wrap=true />
            <More n=more />
        </Panel>
    })
}

/// The first of those that are new.
#[component]
pub(super) fn FirstNew(
    suppliers: Vec<NewSupplier>,
    /// How many are new.
    of: u64,
) -> impl IntoView {
    if suppliers.is_empty() {
        return None;
    }
    let more = of.saturating_sub(suppliers.len() as u64);
    let lines = suppliers.into_iter().map(|it| {
        view! { <li class="line"><span>{it.name}</span><span class="minor">{it.email}</span></li> }
    });
    let lines = lines.collect_view();
    Some(view! {
        <Panel id="first-new" title=texts().get("desk.import.first_new")>
            <ul class="lines lines-many">{lines}</ul>
            <More n=more />
        </Panel>
    })
}
