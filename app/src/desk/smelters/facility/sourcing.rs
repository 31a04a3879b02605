//! Where a smelter takes its ore from, as far as somebody found out.

use crate::desk::form::BoundForm;
use crate::desk::{frame, routes, texts};
use crate::ui::{Choice, EmptyState, ErrorSummary, Field, Panel, Rank, SelectOption, Submit, TextArea};
use leptos::prelude::*;

/// What was said, and what may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourcingForm {
    /// What was said, as sentences, the last first.
    pub said: Vec<String>,
    /// What may be said.
    pub kinds: Vec<SelectOption>,
    /// Who may read it.
    pub classes: Vec<SelectOption>,
    pub form: BoundForm,
}

/// What was said, and the form for whoever may say more.
#[component]
pub fn Sourcing(cid: String, it: SourcingForm) -> impl IntoView {
    let t = texts();
    let said = match it.said.is_empty() {
        true => view! { <EmptyState text=t.get("desk.sourcing.none") /> }.into_any(),
        false => {
            let lines = it.said.clone().into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
            view! { <ul>{lines}</ul> }.into_any()
        }
    };
    let wrong = !it.form.errors.is_empty();
    let form = frame().can_write().then(|| {
        let form = it.form;
        view! {
            <details open=wrong>
                <summary>{t.get("desk.sourcing.say")}</summary>
                <form method="post" action=routes::smelter_sourcing(&cid) class="form">
                    <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
                    <Choice control=form.at("takes") label=t.get("desk.sourcing.takes") choices=it.kinds required=true />
                    <Field control=form.at("countries") label=t.get("desk.sourcing.countries") hint=t.get("desk.sourcing.countries_hint") />
                    <TextArea control=form.at("source") label=t.get("desk.sourcing.source") hint=t.get("desk.sourcing.source_hint") rows=2 required=true />
                    <Choice control=form.at("class") label=t.get("desk.sourcing.class") hint=t.get("desk.sourcing.class_hint") choices=it.classes required=true />
                    <Field control=form.at("since") label=t.get("desk.verdict.from") hint=t.get("desk.verdict.period_hint") kind="date" short=true />
                    <Field control=form.at("until") label=t.get("desk.verdict.to") kind="date" short=true />
                    <div class="form-acts"><Submit label=t.get("desk.sourcing.save") rank=Rank::Primary /></div>
                </form>
            </details>
        }
    });
    view! {
        <Panel id="sourcing" title=t.get("desk.sourcing.title")>
            <p class="hint">{t.get("desk.sourcing.hint")}</p>
            {said}
            {form}
        </Panel>
    }
}
