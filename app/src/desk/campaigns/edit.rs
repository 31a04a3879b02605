//! The form of a campaign.

use crate::desk::form::Form;
use crate::desk::parts::language;
use crate::desk::routes;
use crate::desk::{Frame, Page, T};
use crate::ui::{ButtonLink, Choice, ErrorSummary, Field, PageHead, Rank, Submit, TextArea};
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
    pub form: Form,
}

impl Page for EditCampaign {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let f = &p.form;
        let (title, action, back) = if p.id.is_empty() {
            (t.get("desk.campaigns.new"), routes::new_campaign(), routes::campaigns())
        } else {
            let own = routes::campaign(&p.id);
            (t.get("desk.campaign.edit"), routes::edit_campaign(&p.id), own)
        };
        let versions: Vec<_> = p.versions.iter().map(|v| (v.clone(), domain::template::label(v))).collect();
        let above = Some((routes::campaigns(), t.get("desk.campaigns.title").to_owned()));
        view! {
            <PageHead title=title above />
            <ErrorSummary title=t.get("desk.form.wrong") errors=f.errors.clone() />
            <form method="post" action=action class="form">
                <input type="hidden" name="version" value=f.get("version").to_owned() />
                <fieldset class="panel">
                    <legend>{t.get("desk.campaign.about")}</legend>
                    <Field control=f.at("name") label=t.get("desk.campaign.name") hint=t.get("desk.campaign.name_hint") required=true />
                    <Field control=f.at("year") label=t.get("desk.campaign.year") required=true kind="number" short=true />
                    <TextArea control=f.at("products") label=t.get("desk.campaign.products") hint=t.get("desk.campaign.products_hint") rows=2 />
                    <Choice control=f.at("template_version") label=t.get("desk.campaign.template") hint=t.get("desk.campaign.template_hint") choices=versions />
                    <p class="hint">{t.get("desk.campaign.accepted_hint")}</p>
                </fieldset>
                <fieldset class="panel">
                    <legend>{t.get("desk.campaign.days")}</legend>
                    <Field control=f.at("due") label=t.get("desk.campaign.due") hint=t.get("desk.campaign.due_hint") required=true kind="date" short=true />
                    <Field control=f.at("cutoff") label=t.get("desk.campaign.cutoff") hint=t.get("desk.campaign.cutoff_hint") required=true kind="date" short=true />
                </fieldset>
                <fieldset class="panel">
                    <legend>{t.get("desk.campaign.reminders")}</legend>
                    <p class="hint">{t.get("desk.campaign.reminders_hint")}</p>
                    <div class="in-row">
                        <Field control=f.at("first_after") label=t.get("desk.campaign.first_after") kind="number" short=true />
                        <Field control=f.at("every") label=t.get("desk.campaign.every") kind="number" short=true />
                        <Field control=f.at("cap") label=t.get("desk.campaign.cap") kind="number" short=true />
                    </div>
                </fieldset>
                <fieldset class="panel">
                    <legend>{t.get("desk.campaign.words")}</legend>
                    <p class="hint">{t.get("desk.campaign.words_hint")}</p>
                    {words(t, p)}
                </fieldset>
                <div class="form-acts">
                    <Submit label=t.get("desk.save") rank=Rank::First />
                    <ButtonLink href=back label=t.get("desk.cancel") />
                </div>
            </form>
        }
        .into_any()
    }
}

fn words(t: T, p: &EditCampaign) -> AnyView {
    let f = &p.form;
    let mut out = Vec::new();
    for (kind, title) in [("invitation", "desk.words.invitation"), ("reminder", "desk.words.reminder")] {
        for lang in &p.languages {
            let (subject, body) = (format!("subject.{kind}.{lang}"), format!("body.{kind}.{lang}"));
            let wrong = f.errors.iter().any(|(n, _)| *n == subject || *n == body);
            let open = wrong || !f.get(&subject).is_empty() || !f.get(&body).is_empty();
            let title = format!("{} · {}", t.get(title), language(lang));
            out.push(view! {
                <details class="words" open=open>
                    <summary>{title}</summary>
                    <Field control=f.at(&subject) label=t.get("desk.words.subject") />
                    <TextArea control=f.at(&body) label=t.get("desk.words.body") rows=6 />
                </details>
            });
        }
    }
    out.into_any()
}
