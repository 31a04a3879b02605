//! The rules of a campaign: what each does, what it measures by, what another profile would change, who changed it.

mod editor;
mod listed;
mod trial;

pub use trial::{Affected, RuleDiff, Trial};

use crate::desk::form::BoundForm;
use crate::desk::job::{JobProgress, OpenJob};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{EmptyState, ErrorSummary, Link, PageHead, Panel};
use domain::Instant;
use domain::terms::RuleLevel;
use domain::text::joined;
use editor::Editor;
use leptos::prelude::*;
use listed::Listed;
use trial::TrialPanel;

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The campaign's identifier.
    pub id: String,
    pub name: String,
    /// The version that holds; 0 for the built-in profile.
    pub version: i64,
    /// The rules of the supplier's form.
    pub of_form: Vec<RuleRow>,
    /// Those of the review.
    pub of_review: Vec<RuleRow>,
    /// The numbers that rules measure by.
    pub limits: Vec<LimitRow>,
    /// Versions, newest first.
    pub history: Vec<ProfileVersion>,
    /// What another profile would change, where one is being tried.
    pub trial: Option<Trial>,
    /// Levels by code, numbers by key, and `why`.
    pub form: BoundForm,
    /// How far it is, where submissions are being checked again.
    pub judging: Option<OpenJob>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    pub code: String,
    /// What it says, with dots for what changes.
    pub what: String,
    /// What it does built in.
    pub built_in: RuleLevel,
    /// What it may be made to do.
    pub choices: Vec<RuleLevel>,
}

/// A number that rules measure by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LimitRow {
    pub key: String,
    /// What it is built in.
    pub built_in: u32,
    pub least: u32,
    pub most: u32,
}

/// One version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileVersion {
    pub version: i64,
    /// Who switched it on.
    pub who: String,
    pub at: Instant,
    pub why: String,
    /// What it does otherwise than built in.
    pub entries: Vec<ProfileEntry>,
}

/// What a profile does otherwise than built in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileEntry {
    /// The code of a rule, or the key of a number.
    pub key: String,
    /// The key of a level, or the number.
    pub value: String,
}

impl DeskPage for Rules {
    fn view(self) -> AnyView {
        view! { <RulesPage page=self /> }.into_any()
    }
}

#[component]
fn RulesPage(page: Rules) -> impl IntoView {
    let t = texts();
    let holds = match page.version {
        0 => t.get("desk.rules.built_in_holds").to_owned(),
        n => t.fmt("desk.rules.holds", &[("n", &n.to_string())]),
    };
    let Rules { id, limits, of_form, of_review, form, .. } = page;
    // Only who may switch another profile on is shown what it would change.
    let admin = frame().can_manage();
    let trial = page.trial.filter(|_| admin).map(|trial| {
        view! { <TrialPanel campaign=id.clone() base=page.version trial why=form.at("why") /> }
    });
    let groups = [
        RuleGroup { title: "desk.rules.of_form", hint: "desk.rules.of_form_hint", rows: of_form },
        RuleGroup { title: "desk.rules.of_review", hint: "desk.rules.of_review_hint", rows: of_review },
    ];
    let keys = limits.iter().map(|limit| limit.key.clone()).collect();
    let errors = form.errors.clone();
    let rules = match admin {
        true => view! { <Editor campaign=id.clone() limits groups form /> }.into_any(),
        false => view! { <Listed limits groups form /> }.into_any(),
    };
    view! {
        <PageHead title=t.get("desk.rules.title") above=Link::new(routes::campaign(&id), page.name) />
        {page.judging.map(|job| view! { <JobProgress text=t.get("desk.job.judging") job /> })}
        <p class="notice">{joined(&holds, t.get("desk.rules.about"))}</p>
        <ErrorSummary title=t.get("desk.form.wrong") errors />
        {trial}
        {rules}
        <Panel id="versions" title=t.get("desk.rules.versions")>
            <Versions history=page.history limits=keys />
        </Panel>
    }
}

/// Rules that are checked at the same time.
#[derive(Clone)]
struct RuleGroup {
    /// Text keys.
    title: &'static str,
    hint: &'static str,
    rows: Vec<RuleRow>,
}

/// The name of a number that rules measure by.
fn limit_name(key: &str) -> String {
    texts().get(&format!("desk.rules.limit.{key}")).to_owned()
}

/// What a profile says of a rule or of a number, in words.
fn said(value: &str) -> String {
    RuleLevel::parse(value).map_or(value, |level| texts().get(level.text_key())).to_owned()
}

#[component]
fn Versions(
    history: Vec<ProfileVersion>,
    /// The keys of numbers.
    limits: Vec<String>,
) -> impl IntoView {
    if history.is_empty() {
        return view! { <EmptyState text=texts().get("desk.rules.no_versions") /> }.into_any();
    }
    let entry = |it: ProfileEntry| match limits.contains(&it.key) {
        true => format!("{}: {}", limit_name(&it.key), it.value),
        false => format!("{}: {}", it.key, said(&it.value)),
    };
    let line = |it: ProfileVersion| {
        let entries = it.entries.into_iter().map(entry).collect();
        view! { <VersionLine version=it.version who=it.who at=it.at why=it.why entries /> }
    };
    view! { <ol class="log">{history.into_iter().map(line).collect_view()}</ol> }.into_any()
}

#[component]
fn VersionLine(
    version: i64,
    who: String,
    at: Instant,
    why: String,
    /// What it does otherwise than built in, in words.
    entries: Vec<String>,
) -> impl IntoView {
    let t = texts();
    let entries = match entries.is_empty() {
        true => t.get("desk.rules.as_built_in").to_owned(),
        false => entries.join("; "),
    };
    view! {
        <li class="log-line">
            <span class="log-what">
                {t.fmt("desk.rules.version", &[("n", &version.to_string())])}": "{why}
                <span class="hint">" "{entries}</span>
            </span>
            <span class="log-who">{who}</span>
            <span class="log-when"><LocalTime at /></span>
        </li>
    }
}
