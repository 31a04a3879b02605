//! Texts that queries begin with.

use super::{SettingsHead, SettingsPart};
use crate::desk::form::BoundForm;
use crate::desk::parts::language;
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{EmptyState, ErrorSummary, Field, Panel, PostButton, Question, Rank, Submit, TextArea};
use leptos::prelude::*;

/// The page of the templates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryTemplates {
    pub templates: Vec<TemplateLine>,
    /// A new one.
    pub form: BoundForm,
}

/// A template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateLine {
    pub id: String,
    pub name: String,
    /// Its texts by language.
    pub texts: Vec<(String, String)>,
    /// What was typed to change it; where that was refused, with what is wrong.
    pub form: BoundForm,
}

impl DeskPage for QueryTemplates {
    fn view(self) -> AnyView {
        view! { <QueryTemplatesPage page=self /> }.into_any()
    }
}

#[component]
fn QueryTemplatesPage(page: QueryTemplates) -> impl IntoView {
    let t = texts();
    let none =
        page.templates.is_empty().then(|| view! { <EmptyState text=t.get("desk.query_template.none") /> });
    let lines = page.templates.into_iter().map(|line| view! { <Template line /> }).collect_view();
    let new = frame().can_manage().then(|| {
        view! {
            <Panel id="new" title=t.get("desk.query_template.new")>
                <ErrorSummary title=t.get("desk.form.wrong") errors=page.form.errors.clone() />
                <form method="post" action=routes::query_templates() class="form">
                    <Texts form=page.form />
                    <div class="form-acts"><Submit label=t.get("desk.query_template.add") rank=Rank::Primary /></div>
                </form>
            </Panel>
        }
    });
    view! {
        <SettingsHead open=SettingsPart::QueryTemplates />
        <Panel id="kept" title=t.get("desk.query_template.title")>
            <p class="hint">{t.get("desk.query_template.hint")}</p>
            {none}{lines}
        </Panel>
        {new}
    }
}

/// The controls of a template. Of those on one page each has names of its own: `id` goes before them.
#[component]
fn Texts(form: BoundForm) -> impl IntoView {
    let t = texts();
    let prefix = form.get("prefix").to_owned();
    let name = form.at(&format!("{prefix}name"));
    let areas = domain::text::LANGUAGES.iter().map(|(code, _)| {
        let label = t.fmt("desk.query_template.text", &[("language", &language(code))]);
        let control = form.at(&format!("{prefix}text-{code}"));
        let hint = if *code == "en" { "desk.query_template.places" } else { "desk.query_template.other" };
        view! { <div lang=*code><TextArea control label hint=t.get(hint) required={*code == "en"} rows=4 /></div> }
    });
    view! {
        <Field control=name label=t.get("desk.query_template.name") required=true />
        {areas.collect_view()}
    }
}

#[component]
fn Template(line: TemplateLine) -> impl IntoView {
    let t = texts();
    let shown = line.texts.into_iter().map(|(code, text)| {
        view! { <p class="minor">{language(&code)}</p><p class="query-text" lang=code>{text}</p> }
    });
    let shown = shown.collect_view();
    let edit = frame().can_manage().then(|| {
        let open = !line.form.errors.is_empty();
        let ask = Question::new(t.get("desk.query_template.remove_ask"), t.get("desk.cancel"));
        let to = routes::remove_query_template(&line.id);
        let seen = line.form.get("seen").to_owned();
        view! {
            <details class="query-edit" open=open>
                <summary>{t.get("desk.query_template.edit")}</summary>
                <ErrorSummary title=t.get("desk.form.wrong") errors=line.form.errors.clone() />
                <form method="post" action=routes::query_template(&line.id) class="form">
                    <input type="hidden" name="seen" value=seen />
                    <Texts form=line.form />
                    <div class="form-acts"><Submit label=t.get("desk.save") rank=Rank::Primary /></div>
                </form>
            </details>
            <PostButton to label=t.get("desk.query_template.remove") rank=Rank::Secondary ask />
        }
    });
    view! { <article class="list-line"><h3>{line.name}</h3>{shown}{edit}</article> }
}
