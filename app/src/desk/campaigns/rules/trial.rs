//! What another profile would change, and the form that switches it on.

use super::ProfileEntry;
use crate::desk::parts::number;
use crate::desk::{routes, texts};
use crate::ui::{Control, EmptyState, Panel, Rank, Submit, TextArea};
use leptos::prelude::*;

/// What another profile would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Whether it says anything else than the one that holds.
    pub differs: bool,
    /// What it does otherwise than built in, to be switched on.
    pub entries: Vec<ProfileEntry>,
    /// How many declarations were checked by both.
    pub declarations: u64,
    /// Rule by rule.
    pub rules: Vec<RuleDiff>,
    /// Declarations that could not be submitted as they are.
    pub blocked: Vec<Affected>,
}

/// What would change about one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleDiff {
    pub code: String,
    /// What it says.
    pub what: String,
    /// Newly flagged.
    pub more: Vec<Affected>,
    /// No longer flagged.
    pub fewer: Vec<Affected>,
    /// Flagged with another effect.
    pub otherwise: Vec<Affected>,
}

/// A declaration that would be checked otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    pub request: String,
    /// Who declared it.
    pub supplier: String,
    /// In how many places.
    pub findings: u64,
}

#[component]
pub(super) fn TrialPanel(
    /// The campaign's identifier.
    campaign: String,
    /// The version that holds now.
    base: i64,
    trial: Trial,
    /// Why it is switched on.
    why: Control,
) -> impl IntoView {
    let t = texts();
    if !trial.differs {
        return view! { <p class="notice" role="status">{t.get("desk.rules.same")}</p> }.into_any();
    }
    let same = trial.rules.is_empty().then(|| view! { <EmptyState text=t.get("desk.rules.no_change") /> });
    let diffs = trial.rules.into_iter().map(|diff| view! { <RuleDiffLine diff /> }).collect_view();
    let diffs = same.is_none().then(|| view! { <ul class="stack">{diffs}</ul> });
    let blocked = (!trial.blocked.is_empty()).then(|| {
        view! { <div class="notice notice-bad"><Suppliers said="desk.rules.blocked" affected=trial.blocked /></div> }
    });
    let entries = trial.entries.into_iter();
    let entries =
        entries.map(|it| view! { <input type="hidden" name=it.key value=it.value /> }).collect_view();
    view! {
        <Panel id="trial" title=t.get("desk.rules.trial") ours=true>
            <p>{t.fmt("desk.rules.trial_of", &[("n", &number(trial.declarations))])}</p>
            {same}{diffs}{blocked}
            <form method="post" action=routes::rules(&campaign) class="form">
                <input type="hidden" name="base" value=base.to_string() />
                {entries}
                <TextArea control=why label=t.get("desk.rules.why") hint=t.get("desk.rules.why_hint") required=true rows=2 />
                <div class="form-acts">
                    <Submit label=t.get("desk.rules.switch_on") rank=Rank::Primary />
                </div>
            </form>
        </Panel>
    }
    .into_any()
}

#[component]
fn RuleDiffLine(diff: RuleDiff) -> impl IntoView {
    let changes = [
        ("desk.rules.more", diff.more),
        ("desk.rules.fewer", diff.fewer),
        ("desk.rules.otherwise", diff.otherwise),
    ];
    let changes = changes.into_iter().filter(|(_, affected)| !affected.is_empty());
    let changes = changes.map(|(said, affected)| view! { <Suppliers said affected /> }).collect_view();
    view! { <li><h3>{format!("{} · {}", diff.code, diff.what)}</h3>{changes}</li> }
}

/// Most suppliers that are named; the others are counted.
const NAMED: usize = 40;

/// So many suppliers, and who they are.
#[component]
fn Suppliers(
    /// What is said of them, as a text key.
    said: &'static str,
    affected: Vec<Affected>,
) -> impl IntoView {
    let t = texts();
    let all = number(affected.len() as u64);
    let more = affected.len().saturating_sub(NAMED) as u64;
    let more =
        (more > 0).then(|| view! { <li>{t.fmt("desk.rules.more_suppliers", &[("n", &number(more))])}</li> });
    let name = |it: Affected| {
        let count = (it.findings > 1).then(|| format!(" ({})", it.findings));
        view! { <li><a href=routes::request(&it.request)>{it.supplier}</a>{count}</li> }
    };
    view! {
        <p>{t.fmt(said, &[("n", &all)])}</p>
        <ul class="todo-first">{affected.into_iter().take(NAMED).map(name).collect_view()}{more}</ul>
    }
}
