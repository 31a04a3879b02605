//! The form of a campaign.

use crate::desk::form::BoundForm;
use crate::desk::parts::language as language_name;
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{
    ButtonLink, Choice, ErrorSummary, Field, Link, Options, PageHead, Rank, SelectOption, Submit, TextArea,
};
use domain::terms::{Bar, Escalation};
use leptos::prelude::*;

/// The most reminders that a form has rows for.
const MOST: usize = 20;
/// States of waiting by their keys, what they are called, and the label of a number of days there.
const STATES: [(&str, &str, &str); 3] = [
    ("not_opened", "desk.steps.not_opened", "desk.steps.not_opened_label"),
    ("unfinished", "desk.steps.unfinished", "desk.steps.unfinished_label"),
    ("not_fixed", "desk.steps.not_fixed", "desk.steps.not_fixed_label"),
];

/// Whether a form has days for a reminder.
fn is_planned(form: &BoundForm, n: usize) -> bool {
    STATES.iter().any(|(state, ..)| !form.get(&format!("days.{n}.{state}")).is_empty())
}

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
    // Two more than there are, so that one can be added without a script; a row without days is none.
    let filled = (1..=MOST).rev().find(|n| is_planned(&form, *n));
    let rows = (filled.unwrap_or(0) + 2).min(MOST);
    view! {
        <fieldset class="panel">
            <legend>{t.get("desk.campaign.reminders")}</legend>
            <p class="hint">{t.get("desk.campaign.reminders_hint")}</p>
            <div class="table-wrap" role="group" tabindex="0" aria-label=t.get("desk.campaign.reminders")>
                <table class="table reminder-steps">
                    <caption class="unseen">{t.get("desk.campaign.reminders")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.get("desk.steps.n")}</th>
                            {STATES.map(|(_, name, _)| view! { <th scope="col">{t.get(name)}</th> })}
                            <th scope="col">{t.get("desk.steps.also")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {(1..=rows).map(|n| view! { <StepRow form=form.clone() n /> }).collect_view()}
                    </tbody>
                </table>
            </div>
        </fieldset>
    }
}

/// The working days of one reminder, by state of waiting.
#[component]
fn StepRow(form: BoundForm, n: usize) -> impl IntoView {
    let t = texts();
    let number = n.to_string();
    let cell = |(state, _, label): (&str, &str, &str)| {
        let control = form.at(&format!("days.{n}.{state}"));
        let label = t.fmt(label, &[("n", &number)]);
        let (described, invalid) = (control.described(""), control.invalid());
        let error = control.error.clone().map(|text| {
            view! { <p class="wrong" id=format!("{}-error", control.name)>{text}</p> }
        });
        view! {
            <td>
                <input type="number" min="0" max="250" inputmode="numeric" id=control.name.clone() name=control.name.clone()
                    value=control.value.clone() aria-label=label aria-invalid=invalid aria-describedby=described />
                {error}
            </td>
        }
    };
    let also = format!("also.{n}");
    let others = Escalation::ALL.iter().map(|it| SelectOption::new(it.key(), t.get(it.text_key()))).collect();
    view! {
        <tr>
            <th scope="row">{number.clone()}</th>
            {STATES.map(cell)}
            <td>
                <select name=also.clone() aria-label=t.fmt("desk.steps.also_label", &[("n", &number)])>
                    <Options options=others chosen=form.get(&also).to_owned() />
                </select>
            </td>
        </tr>
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
    let steps = (1..=MOST).take_while(|n| is_planned(&form, *n));
    let steps = steps.map(|n| {
        let name = t.fmt("desk.words.reminder_n", &[("n", &n.to_string())]);
        (format!("reminder{n}"), name)
    });
    let steps: Vec<_> = steps.collect();
    let kinds = [("invitation", "desk.words.invitation"), ("reminder", "desk.words.reminder")];
    let kinds = kinds.map(|(kind, name)| (kind.to_owned(), t.get(name).to_owned()));
    // Open where one of them has words, or something is wrong with them.
    let open = form.values.iter().any(|(name, value)| is_of_one(name) && !value.is_empty())
        || form.errors.iter().any(|error| is_of_one(&error.control));
    let in_each = |kinds: Vec<(String, String)>| {
        let all =
            kinds.into_iter().flat_map(|kind| languages.iter().map(move |it| (kind.clone(), it.clone())));
        let all = all.map(|((kind, name), language)| {
            view! { <WordsOf form=form.clone() kind name language /> }
        });
        all.collect_view()
    };
    let single = (!steps.is_empty()).then(|| {
        view! {
            <details class="words" open=open>
                <summary>{t.get("desk.words.single")}</summary>
                {in_each(steps)}
            </details>
        }
    });
    view! {
        <fieldset class="panel">
            <legend>{t.get("desk.campaign.words")}</legend>
            <p class="hint">{t.get("desk.campaign.words_hint")}</p>
            {in_each(kinds.to_vec())}
            {single}
        </fieldset>
    }
}

/// Whether a control holds words of one reminder alone: `body.reminder2.en`.
fn is_of_one(control: &str) -> bool {
    let kind = control.split('.').nth(1).and_then(|kind| kind.strip_prefix("reminder"));
    kind.is_some_and(|number| !number.is_empty())
}

/// The words of one kind of mail in one language, open where there are some.
#[component]
fn WordsOf(
    form: BoundForm,
    /// In the controls' names.
    kind: String,
    /// What it is called.
    name: String,
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
