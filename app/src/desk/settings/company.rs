//! The company: who asks, why, and for how long answers are kept.

use super::{SettingsHead, SettingsPart};
use crate::desk::form::BoundForm;
use crate::desk::parts::or_dash;
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{ErrorSummary, Fact, Field, Rank, Submit, TextArea};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanySettings {
    pub form: BoundForm,
}

impl DeskPage for CompanySettings {
    fn view(self) -> AnyView {
        view! { <CompanyPage form=self.form /> }.into_any()
    }
}

#[component]
fn CompanyPage(form: BoundForm) -> impl IntoView {
    let inner = match frame().is_admin() {
        true => view! { <EditCompany form /> }.into_any(),
        false => view! { <CompanyFacts form /> }.into_any(),
    };
    view! { <SettingsHead open=SettingsPart::Company />{inner} }
}

#[component]
fn EditCompany(form: BoundForm) -> impl IntoView {
    let t = texts();
    view! {
        <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
        <form method="post" action=routes::settings() class="form panel">
            <p class="hint">{t.get("desk.setup.company_hint")}</p>
            <CompanyFields form />
            <div class="form-acts">
                <Submit label=t.get("desk.save") rank=Rank::Primary />
            </div>
        </form>
    }
}

/// The controls of the company, also used at set-up.
#[component]
pub fn CompanyFields(form: BoundForm) -> impl IntoView {
    let t = texts();
    view! {
        <Field control=form.at("company_name") label=t.get("desk.company.name") required=true autocomplete="organization" />
        <Field control=form.at("domain") label=t.get("desk.company.domain") hint=t.get("desk.company.domain_hint") required=true />
        <TextArea control=form.at("why") label=t.get("desk.company.why") hint=t.get("desk.company.why_hint") required=true rows=4 />
        <Field control=form.at("contact_name") label=t.get("desk.company.contact_name") required=true />
        <Field control=form.at("contact_email") label=t.get("desk.company.contact_email") required=true kind="email" />
        <Field control=form.at("policy_url") label=t.get("desk.company.policy") hint=t.get("desk.company.policy_hint") kind="url" />
        <Field control=form.at("grievance") label=t.get("desk.company.grievance") hint=t.get("desk.company.grievance_hint") />
        <Field control=form.at("zone") label=t.get("desk.company.zone") hint=t.get("desk.company.zone_hint") />
    }
}

/// How long answers are kept, in months.
#[component]
pub fn RetentionField(form: BoundForm) -> impl IntoView {
    let t = texts();
    view! {
        <Field control=form.at("retention_months") label=t.get("desk.company.retention") hint=t.get("desk.company.retention_hint") required=true kind="number" short=true />
    }
}

/// The same for those who may not change it.
#[component]
fn CompanyFacts(form: BoundForm) -> impl IntoView {
    let t = texts();
    let known = |label, name| view! { <Fact label=t.get(label) value=or_dash(form.get(name)) /> };
    view! {
        <p class="minor">{t.get("desk.settings.only_admin")}</p>
        <dl class="facts panel">
            {known("desk.company.name", "company_name")}
            {known("desk.company.domain", "domain")}
            {known("desk.company.why", "why")}
            {known("desk.company.contact_name", "contact_name")}
            {known("desk.company.contact_email", "contact_email")}
            {known("desk.company.policy", "policy_url")}
            {known("desk.company.grievance", "grievance")}
            {known("desk.company.retention", "retention_months")}
            {known("desk.company.zone", "zone")}
        </dl>
    }
}
