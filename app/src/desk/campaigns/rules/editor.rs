//! The rules as administrators change them: first they are tried.

use super::{LimitRow, RuleGroup, RuleRow, limit_name};
use crate::desk::form::BoundForm;
use crate::desk::{routes, texts};
use crate::ui::{Choice, Field, Rank, SelectOption, Submit};
use leptos::prelude::*;

#[component]
pub(super) fn Editor(
    /// The campaign's identifier.
    campaign: String,
    limits: Vec<LimitRow>,
    groups: [RuleGroup; 2],
    form: BoundForm,
) -> impl IntoView {
    let t = texts();
    let limits =
        limits.into_iter().map(|limit| view! { <LimitField limit form=form.clone() /> }).collect_view();
    let groups = groups.into_iter().map(|group| view! { <Group group form=form.clone() /> }).collect_view();
    view! {
        <form method="get" action=routes::rules(&campaign) class="form">
            <input type="hidden" name="try" value="yes" />
            <fieldset class="panel">
                <legend>{t.get("desk.rules.limits")}</legend>
                <div class="rule-list">{limits}</div>
            </fieldset>
            {groups}
            <div class="form-acts sticky">
                <Submit label=t.get("desk.rules.try") rank=Rank::Primary />
            </div>
        </form>
    }
}

#[component]
fn LimitField(limit: LimitRow, form: BoundForm) -> impl IntoView {
    let args = [("least", limit.least), ("most", limit.most), ("built_in", limit.built_in)];
    let args = args.map(|(name, n)| (name, n.to_string()));
    let hint = texts().fmt("desk.rules.limit_hint", &args.each_ref().map(|(name, n)| (*name, n.as_str())));
    view! { <Field control=form.at(&limit.key) label=limit_name(&limit.key) hint kind="number" /> }
}

/// What can be changed is offered, what cannot is said.
#[component]
fn Group(group: RuleGroup, form: BoundForm) -> impl IntoView {
    let t = texts();
    let (free, fixed): (Vec<_>, Vec<_>) = group.rows.into_iter().partition(|row| row.choices.len() > 1);
    let free = free.into_iter().map(|rule| view! { <RuleChoice rule form=form.clone() /> }).collect_view();
    let fixed: Vec<_> = fixed.into_iter().map(|row| row.code).collect();
    let fixed = (!fixed.is_empty()).then(|| {
        view! { <p class="hint">{t.fmt("desk.rules.fixed", &[("codes", &fixed.join(", "))])}</p> }
    });
    view! {
        <fieldset class="panel">
            <legend>{t.get(group.title)}</legend>
            <p class="hint">{t.get(group.hint)}</p>
            {fixed}
            <div class="rule-list">{free}</div>
        </fieldset>
    }
}

#[component]
fn RuleChoice(rule: RuleRow, form: BoundForm) -> impl IntoView {
    let t = texts();
    let choices = rule.choices.iter().map(|level| {
        let name = t.get(level.text_key());
        let name = match *level == rule.built_in {
            true => t.fmt("desk.rules.built_in", &[("level", name)]),
            false => name.to_owned(),
        };
        SelectOption::new(level.key(), name)
    });
    view! { <Choice control=form.at(&rule.code) label=format!("{} · {}", rule.code, rule.what) choices=choices.collect() /> }
}
