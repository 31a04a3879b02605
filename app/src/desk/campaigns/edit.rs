//! The form of a campaign.

use crate::desk::form::{Form, control, summary};
use crate::desk::parts::{go, head, language};
use crate::desk::routes;
use crate::desk::{Frame, Page, T};
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
            {head(title, above, ().into_any())}
            {summary(t, f)}
            <form method="post" action=action class="form">
                <input type="hidden" name="version" value=f.get("version").to_owned() />
                <fieldset class="panel">
                    <legend>{t.get("desk.campaign.about")}</legend>
                    {control(f, "name", t.get("desk.campaign.name")).hint(t.get("desk.campaign.name_hint")).required().line()}
                    {control(f, "year", t.get("desk.campaign.year")).required().kind("number").short().line()}
                    {control(f, "products", t.get("desk.campaign.products")).hint(t.get("desk.campaign.products_hint")).lines(2)}
                    {control(f, "template_version", t.get("desk.campaign.template"))
                        .hint(t.get("desk.campaign.template_hint")).choose(versions)}
                    <p class="hint">{t.get("desk.campaign.accepted_hint")}</p>
                </fieldset>
                <fieldset class="panel">
                    <legend>{t.get("desk.campaign.days")}</legend>
                    {control(f, "due", t.get("desk.campaign.due")).hint(t.get("desk.campaign.due_hint")).required().kind("date").short().line()}
                    {control(f, "cutoff", t.get("desk.campaign.cutoff")).hint(t.get("desk.campaign.cutoff_hint")).required().kind("date").short().line()}
                </fieldset>
                <fieldset class="panel">
                    <legend>{t.get("desk.campaign.reminders")}</legend>
                    <p class="hint">{t.get("desk.campaign.reminders_hint")}</p>
                    <div class="in-row">
                        {control(f, "first_after", t.get("desk.campaign.first_after")).kind("number").short().line()}
                        {control(f, "every", t.get("desk.campaign.every")).kind("number").short().line()}
                        {control(f, "cap", t.get("desk.campaign.cap")).kind("number").short().line()}
                    </div>
                </fieldset>
                <fieldset class="panel">
                    <legend>{t.get("desk.campaign.words")}</legend>
                    <p class="hint">{t.get("desk.campaign.words_hint")}</p>
                    {words(t, p)}
                </fieldset>
                <div class="form-acts">
                    <button class="button button-first" type="submit">{t.get("desk.save")}</button>
                    {go(back, t.get("desk.cancel"))}
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
                    {control(f, &subject, t.get("desk.words.subject")).line()}
                    {control(f, &body, t.get("desk.words.body")).lines(6)}
                </details>
            });
        }
    }
    out.into_any()
}
