//! What was decided about names.

use super::{back_here, columns};
use crate::desk::list::{ListPager, Listed};
use crate::desk::name_match::{DecisionForm, NameMatch};
use crate::desk::parts::ReasonedAct;
use crate::desk::{frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{DataTable, EmptyState, TableRow};
use domain::Instant;
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionLine {
    pub id: String,
    /// The metal in words.
    pub metal: String,
    pub name: String,
    /// The smelter's number; blank for none.
    pub cid: String,
    /// The smelter's name, where the lists know it.
    pub means: String,
    /// Who decided.
    pub who: String,
    pub at: Instant,
    pub note: String,
    /// What deciding otherwise needs.
    pub name_match: NameMatch,
    pub ended: Option<EndedDecision>,
}

/// When, by whom and why a decision ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndedDecision {
    pub at: Instant,
    pub who: String,
    pub why: String,
}

#[component]
pub(super) fn DecidedNames(
    list: Listed,
    /// The decisions that stand.
    standing: Vec<DecisionLine>,
    /// Those that ended.
    ended: Vec<DecisionLine>,
) -> impl IntoView {
    let t = texts();
    let standing = if standing.is_empty() {
        let none = match list.searched() {
            None => "smelters.names.nothing_decided",
            Some(_) => "desk.search.none",
        };
        view! { <EmptyState text=t.get(none) /> }.into_any()
    } else {
        let acts = frame().can_write();
        view! {
            <Decisions caption=t.get("smelters.names.decided") decisions=standing acts />
            <ListPager list />
        }
        .into_any()
    };
    let ended = (!ended.is_empty()).then(|| {
        view! {
            <details class="words">
                <summary>{t.get("smelters.names.ended")}</summary>
                <Decisions caption=t.get("smelters.names.ended") decisions=ended />
            </details>
        }
    });
    view! { {standing}{ended} }.into_any()
}

#[component]
fn Decisions(
    caption: &'static str,
    decisions: Vec<DecisionLine>,
    /// Whether something can be done to them.
    #[prop(optional)]
    acts: bool,
) -> impl IntoView {
    let columns = columns([
        "smelters.names.name",
        "smelters.names.metal",
        "smelters.names.means",
        "smelters.names.note",
        "smelters.names.decided_on",
    ]);
    let rows = decisions.into_iter().map(|decision| row(decision, acts)).collect();
    view! { <DataTable caption columns rows wrap=true /> }
}

/// A decision, and below what can be done to it or how it ended.
fn row(decision: DecisionLine, acts: bool) -> TableRow {
    let DecisionLine { id, metal, name, cid, means, who, at, note, name_match, ended } = decision;
    let below = match ended {
        _ if acts => Some(view! { <DecisionActs id name_match /> }.into_any()),
        Some(ended) => Some(view! { <Ended ended /> }.into_any()),
        None => None,
    };
    let cells = vec![
        name.into_any(),
        metal.into_any(),
        view! { <Means cid means /> }.into_any(),
        note.into_any(),
        view! { <LocalTime at /><span class="minor">{who}</span> }.into_any(),
    ];
    TableRow::new(cells).below(below)
}

/// The smelter that is meant.
#[component]
fn Means(cid: String, means: String) -> impl IntoView {
    let t = texts();
    if cid.is_empty() {
        return view! { <span>{t.get("smelters.names.means_none")}</span> }.into_any();
    }
    let gone = means.is_empty().then(|| t.get("smelters.names.unknown_now"));
    view! { <a href=routes::smelter(&cid)>{cid.clone()}</a>" "{means}{gone} }.into_any()
}

#[component]
fn Ended(ended: EndedDecision) -> impl IntoView {
    let label = texts().get("smelters.names.ended_on");
    view! { <p class="minor">{label}" "<LocalTime at=ended.at />" · "{ended.who}": "{ended.why}</p> }
}

/// Deciding otherwise, and taking the decision back.
#[component]
fn DecisionActs(id: String, name_match: NameMatch) -> impl IntoView {
    let t = texts();
    let action = routes::revoke(&id);
    view! {
        <div class="row-details">
            <details class="reasoned">
                <summary>{t.get("smelters.names.otherwise")}</summary>
                <DecisionForm name_match back=back_here() />
            </details>
            <ReasonedAct id action label=t.get("smelters.names.revoke") />
        </div>
    }
}
