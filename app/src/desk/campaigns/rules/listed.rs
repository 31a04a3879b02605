//! The rules as everybody else sees them.

use super::{LimitRow, RuleGroup, RuleRow, limit_name, said};
use crate::desk::form::BoundForm;
use crate::desk::texts;
use crate::ui::{DataTable, Fact, TableColumn, TableRow};
use leptos::prelude::*;

#[component]
pub(super) fn Listed(limits: Vec<LimitRow>, groups: [RuleGroup; 2], form: BoundForm) -> impl IntoView {
    let limit = |it: LimitRow| {
        view! { <Fact label=limit_name(&it.key) value=form.get(&it.key).to_owned() /> }
    };
    let limits = limits.into_iter().map(limit).collect_view();
    let groups = groups.into_iter().map(|group| view! { <Group group form=form.clone() /> }).collect_view();
    view! {
        <section class="panel">
            <h2>{texts().get("desk.rules.limits")}</h2>
            <dl class="facts">{limits}</dl>
        </section>
        {groups}
    }
}

#[component]
fn Group(group: RuleGroup, form: BoundForm) -> impl IntoView {
    let t = texts();
    let columns = ["desk.rules.code", "desk.rules.says", "desk.rules.does"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |it: RuleRow| {
        let does = said(form.get(&it.code));
        TableRow::new(vec![it.code.into_any(), it.what.into_any(), does.into_any()])
    };
    let rows = group.rows.into_iter().map(row).collect();
    view! {
        <section class="panel">
            <h2>{t.get(group.title)}</h2>
            <p class="hint">{t.get(group.hint)}</p>
            <DataTable caption=t.get(group.title) columns rows wrap=true />
        </section>
    }
}
