//! What is to be frozen.

use crate::desk::form::BoundForm;
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{ButtonLink, Choice, ErrorSummary, Field, Link, PageHead, Rank, SelectOption, Submit};
use leptos::prelude::*;

/// A campaign that may be reported on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FreezeCampaign {
    pub id: String,
    pub name: String,
    pub chosen: bool,
}

/// The page on which a snapshot is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FreezePage {
    pub campaigns: Vec<FreezeCampaign>,
    /// Versions of the template.
    pub versions: Vec<SelectOption>,
    /// Earlier snapshots.
    pub earlier: Vec<SelectOption>,
    /// What is said: `name`, `year`, `cutoff_day`, `zone`, `list_day`, `template_version`, `company_level`, `facilities`,
    /// `widest`, `not_before`, `important`, `before`.
    pub form: BoundForm,
}

impl DeskPage for FreezePage {
    fn view(self) -> AnyView {
        view! { <FreezeForm page=self /> }.into_any()
    }
}

#[component]
fn FreezeForm(page: FreezePage) -> impl IntoView {
    let t = texts();
    let f = &page.form;
    let above = Link::new(routes::reports(), t.get("desk.report.title"));
    let named = |keys: &[(&str, &str)]| {
        keys.iter().map(|(value, key)| SelectOption::new(*value, t.get(key))).collect::<Vec<_>>()
    };
    let states =
        named(&[("accepted", "desk.report.states.accepted"), ("in_review", "desk.report.states.in_review")]);
    let company_level = named(&[
        ("keep", "desk.report.company_level.keep"),
        ("drop_where_product_level", "desk.report.company_level.drop_where_product_level"),
        ("drop", "desk.report.company_level.drop"),
    ]);
    let facilities = named(&[
        ("on_the_day", "desk.report.facilities.on_the_day"),
        ("in_the_year", "desk.report.facilities.in_the_year"),
    ]);
    let mut before = named(&[("", "desk.report.before_none")]);
    before.extend(page.earlier);
    view! {
        <PageHead title=t.get("desk.report.freeze") above />
        <p class="hint">{t.get("desk.report.freeze_hint")}</p>
        <form method="post" action=routes::freeze() class="form panel">
            <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
            <Field control=f.at("name") label=t.get("desk.report.name") hint=t.get("desk.report.name_hint") required=true />
            <Field control=f.at("year") label=t.get("desk.report.year") required=true kind="number" short=true />
            <Campaigns campaigns=page.campaigns error=f.at("campaigns").error />
            <Field control=f.at("cutoff_day") label=t.get("desk.report.cutoff") hint=t.get("desk.report.cutoff_hint") required=true kind="date" short=true />
            <Field control=f.at("zone") label=t.get("desk.report.zone") hint=t.get("desk.report.zone_hint") short=true />
            <Field control=f.at("list_day") label=t.get("desk.report.list_day") hint=t.get("desk.report.list_day_hint") required=true kind="date" short=true />
            <Choice control=f.at("template_version") label=t.get("desk.report.version") required=true choices=page.versions />
            <Choice control=f.at("states") label=t.get("desk.report.states") choices=states />
            <Field control=f.at("lines") label=t.get("desk.report.lines") hint=t.get("desk.report.lines_hint") />
            <Choice control=f.at("company_level") label=t.get("desk.report.company_level") choices=company_level />
            <Field control=f.at("widest") label=t.get("desk.report.widest") hint=t.get("desk.report.widest_hint") kind="number" short=true />
            <Choice control=f.at("facilities") label=t.get("desk.report.facilities") choices=facilities />
            <Field control=f.at("not_before") label=t.get("desk.report.not_before") hint=t.get("desk.report.not_before_hint") kind="date" short=true />
            <Field control=f.at("important") label=t.get("desk.report.important") hint=t.get("desk.report.important_hint") kind="number" short=true />
            <Choice control=f.at("before") label=t.get("desk.report.before") hint=t.get("desk.report.before_hint") choices=before />
            <div class="form-acts">
                <Submit label=t.get("desk.report.freeze_go") rank=Rank::Primary />
                <ButtonLink href=routes::reports() label=t.get("desk.cancel") />
            </div>
        </form>
    }
}

#[component]
fn Campaigns(campaigns: Vec<FreezeCampaign>, error: Option<String>) -> impl IntoView {
    let described = error.is_some().then_some("campaigns-error");
    let error = error.map(|text| view! { <p class="error" id="campaigns-error">{text}</p> });
    let boxes = campaigns.into_iter().map(|campaign| {
        view! {
            <label class="tick">
                <input type="checkbox" name="campaigns" value=campaign.id checked=campaign.chosen />
                {campaign.name}
            </label>
        }
    });
    view! {
        <fieldset class="ticks" id="campaigns" tabindex="-1" aria-describedby=described>
            <legend>{texts().get("desk.report.campaigns")}</legend>
            {error}
            {boxes.collect_view()}
        </fieldset>
    }
}
