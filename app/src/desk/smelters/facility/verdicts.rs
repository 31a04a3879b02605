//! What the team decided about a smelter, and the form in which it decides.

use super::{Reported, ReportedRow};
use crate::desk::form::BoundForm;
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{
    Choice, EmptyState, ErrorSummary, Field, Link, PageHead, Panel, Rank, SelectOption, Submit, TextArea,
};
use leptos::prelude::*;

/// What was decided, and what may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerdictForm {
    /// The number or the name that is decided about.
    pub smelter: String,
    /// What was decided, as sentences, the last first.
    pub said: Vec<String>,
    /// The metals that may be meant; one is no choice.
    pub metals: Vec<SelectOption>,
    /// What may be decided.
    pub kinds: Vec<SelectOption>,
    pub form: BoundForm,
}

/// A name that no list settles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedPage {
    pub name: String,
    /// The metal in words.
    pub metal: String,
    pub verdicts: VerdictForm,
    /// The rows of the last declarations that have it.
    pub reported: Vec<ReportedRow>,
    /// How many more there are.
    pub more_reported: u64,
}

impl DeskPage for NamedPage {
    fn view(self) -> AnyView {
        view! { <Named page=self /> }.into_any()
    }
}

#[component]
fn Named(page: NamedPage) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::smelters(), t.get("desk.nav.smelters"));
    let means = routes::with(routes::names(), &[("q", &page.name)]);
    view! {
        <PageHead title=format!("{} · {}", page.name, page.metal) above />
        <p class="hint">
            {t.get("desk.smelter.unplaced_hint")}" "<a href=means>{t.get("smelters.names.title")}</a>
        </p>
        <Verdicts it=page.verdicts />
        <Reported rows=page.reported more=page.more_reported />
    }
}

/// What was decided, and the form for whoever may decide.
#[component]
pub fn Verdicts(it: VerdictForm) -> impl IntoView {
    let t = texts();
    let writes = frame().can_write();
    let said = match it.said.is_empty() {
        true => view! { <EmptyState text=t.get("desk.verdict.none") /> }.into_any(),
        false => {
            let lines = it.said.clone().into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
            view! { <ul>{lines}</ul> }.into_any()
        }
    };
    let wrong = !it.form.errors.is_empty();
    let form = writes.then(|| {
        view! {
            <details open=wrong>
                <summary>{t.get("desk.verdict.decide")}</summary>
                <VerdictFields it=it />
            </details>
        }
    });
    view! {
        <Panel id="verdicts" title=t.get("desk.verdict.title")>
            <p class="hint">{t.get("desk.verdict.hint")}</p>
            {said}
            {form}
        </Panel>
    }
}

#[component]
fn VerdictFields(it: VerdictForm) -> impl IntoView {
    let t = texts();
    let form = it.form;
    let metal = match it.metals.as_slice() {
        [one] => view! { <input type="hidden" name="metal" value=one.value.clone() /> }.into_any(),
        _ => view! { <Choice control=form.at("metal") label=t.get("desk.refs.metal") choices=it.metals required=true short=true /> }
            .into_any(),
    };
    view! {
        <form method="post" action=routes::judge_smelter() class="form">
            <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
            <input type="hidden" name="smelter" value=it.smelter />
            {metal}
            <Choice control=form.at("is") label=t.get("desk.verdict.is") choices=it.kinds required=true />
            <Field control=form.at("other") label=t.get("desk.verdict.other") hint=t.get("desk.verdict.other_hint") short=true />
            <TextArea control=form.at("note") label=t.get("desk.act.reason") hint=t.get("desk.verdict.note_hint") rows=2 required=true />
            <Field control=form.at("from") label=t.get("desk.verdict.from") hint=t.get("desk.verdict.period_hint") kind="date" short=true />
            <Field control=form.at("to") label=t.get("desk.verdict.to") kind="date" short=true />
            <div class="form-acts"><Submit label=t.get("desk.verdict.save") rank=Rank::Primary /></div>
        </form>
    }
}
