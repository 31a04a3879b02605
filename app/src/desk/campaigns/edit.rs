//! The form of a campaign.

use crate::desk::form::BoundForm;
use crate::desk::parts::language as language_name;
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{
    ButtonLink, Choice, ErrorSummary, Field, Link, PageHead, Rank, SelectOption, Submit, TextArea,
};
use domain::terms::Bar;
use leptos::prelude::*;

/// A campaign to add or to change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditCampaign {
    /// Identifier; empty for a new one.
    pub id: String,
    /// The template versions there are.
    pub versions: Vec<String>,
    /// Languages in which the company may use its own words.
    pub languages: Vec<String>,
    /// Whether it was launched: template and year stay then.
    pub launched: bool,
    /// The form. Words are `subject.<kind>.<language>` and `body.<kind>.<language>`.
    pub form: BoundForm,
}

impl DeskPage for EditCampaign {
    fn view(self) -> AnyView {
        view! { <EditCampaignPage page=self /> }.into_any()
    }
}

#[component]
fn EditCampaignPage(page: EditCampaign) -> impl IntoView {
    let t = texts();
    let form = page.form;
    let (title, action, back) = match page.id.as_str() {
        "" => ("desk.campaigns.new", routes::new_campaign(), routes::campaigns()),
        id => ("desk.campaign.edit", routes::edit_campaign(id), routes::campaign(id)),
    };
    let above = Link::new(routes::campaigns(), t.get("desk.campaigns.title"));
    view! {
        <PageHead title=t.get(title) above />
        <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
        <form method="post" action=action class="form">
            <input type="hidden" name="version" value=form.get("version").to_owned() />
            <About form=form.clone() versions=page.versions />
            <Days form=form.clone() />
            <Reminders form=form.clone() />
            <Accepting form=form.clone() />
            <OwnWords form languages=page.languages />
            <div class="form-acts">
                <Submit label=t.get("desk.save") rank=Rank::Primary />
                <ButtonLink href=back label=t.get("desk.cancel") />
            </div>
        </form>
    }
}

#[component]
fn About(form: BoundForm, versions: Vec<String>) -> impl IntoView {
    let t = texts();
    let versions =
        versions.into_iter().map(|it| SelectOption::new(it.clone(), domain::template::label(&it))).collect();
    view! {
        <fieldset class="panel">
            <legend>{t.get("desk.campaign.about")}</legend>
            <Field control=form.at("name") label=t.get("desk.campaign.name") hint=t.get("desk.campaign.name_hint") required=true />
            <Field control=form.at("year") label=t.get("desk.campaign.year") required=true kind="number" short=true />
            <TextArea control=form.at("products") label=t.get("desk.campaign.products") hint=t.get("desk.campaign.products_hint") rows=2 />
            <Choice control=form.at("template_version") label=t.get("desk.campaign.template") hint=t.get("desk.campaign.template_hint") choices=versions />
            <p class="hint">{t.get("desk.campaign.accepted_hint")}</p>
        </fieldset>
    }
}

#[component]
fn Days(form: BoundForm) -> impl IntoView {
    let t = texts();
    view! {
        <fieldset class="panel">
            <legend>{t.get("desk.campaign.days")}</legend>
            <Field control=form.at("due") label=t.get("desk.campaign.due") hint=t.get("desk.campaign.due_hint") required=true kind="date" short=true />
            <Field control=form.at("cutoff") label=t.get("desk.campaign.cutoff") hint=t.get("desk.campaign.cutoff_hint") required=true kind="date" short=true />
        </fieldset>
    }
}

#[component]
fn Reminders(form: BoundForm) -> impl IntoView {
    let t = texts();
    view! {
        <fieldset class="panel">
            <legend>{t.get("desk.campaign.reminders")}</legend>
            <p class="hint">{t.get("desk.campaign.reminders_hint")}</p>
            <div class="in-row">
                <Field control=form.at("first_after") label=t.get("desk.campaign.first_after") kind="number" short=true />
                <Field control=form.at("every") label=t.get("desk.campaign.every") kind="number" short=true />
                <Field control=form.at("cap") label=t.get("desk.campaign.cap") kind="number" short=true />
            </div>
        </fieldset>
    }
}

/// How declarations are accepted.
#[component]
fn Accepting(form: BoundForm) -> impl IntoView {
    let t = texts();
    let bars = Bar::ALL.iter().map(|bar| SelectOption::new(bar.key(), t.get(bar.text_key()))).collect();
    let second = !form.get("second_person").is_empty();
    view! {
        <fieldset class="panel">
            <legend>{t.get("desk.campaign.accepting")}</legend>
            <Choice control=form.at("bar") label=t.get("desk.campaign.bar") hint=t.get("desk.campaign.bar_hint") choices=bars />
            <div class="tick">
                <input type="checkbox" id="second_person" name="second_person" value="yes" checked=second />
                <label for="second_person">{t.get("desk.campaign.second_person")}</label>
            </div>
        </fieldset>
    }
}

/// Mails in the company's own words.
#[component]
fn OwnWords(form: BoundForm, languages: Vec<String>) -> impl IntoView {
    let t = texts();
    let kinds = [("invitation", "desk.words.invitation"), ("reminder", "desk.words.reminder")];
    let all = kinds.into_iter().flat_map(|kind| languages.iter().map(move |language| (kind, language)));
    let all = all.map(|((kind, name), language)| {
        view! { <WordsOf form=form.clone() kind name=t.get(name) language=language.clone() /> }
    });
    view! {
        <fieldset class="panel">
            <legend>{t.get("desk.campaign.words")}</legend>
            <p class="hint">{t.get("desk.campaign.words_hint")}</p>
            {all.collect_view()}
        </fieldset>
    }
}

/// The words of one kind of mail in one language, open where there are some.
#[component]
fn WordsOf(
    form: BoundForm,
    /// In the controls' names.
    kind: &'static str,
    /// What it is called.
    name: &'static str,
    language: String,
) -> impl IntoView {
    let t = texts();
    let [subject, body] = ["subject", "body"].map(|part| form.at(&format!("{part}.{kind}.{language}")));
    let open = [&subject, &body].iter().any(|it| it.error.is_some() || !it.value.is_empty());
    view! {
        <details class="words" open=open>
            <summary>{format!("{name} · {}", language_name(&language))}</summary>
            <Field control=subject label=t.get("desk.words.subject") />
            <TextArea control=body label=t.get("desk.words.body") rows=6 />
        </details>
    }
}
