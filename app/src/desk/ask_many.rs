//! One question to many suppliers: who gets it, who does not and why, and the text in each language that one of them reads.

use super::form::BoundForm;
use super::letter::{Letter, ShownMail};
use super::parts::{Hidden, counted, language, number};
use super::{DeskPage, routes, texts};
use crate::ui::{
    ButtonLink, Choice, EmptyState, ErrorSummary, Link, PageHead, Panel, Rank, SelectOption, Submit, TextArea,
};
use leptos::prelude::*;

/// The step before many are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskMany {
    /// Where they were chosen.
    pub above: Link,
    /// The smelter that it is about, as it is called.
    pub smelter: Option<String>,
    /// How many are asked.
    pub asked: u64,
    /// The first of them by name.
    pub names: Vec<String>,
    /// Languages that they read, and how many read each.
    pub languages: Vec<(String, u64)>,
    /// Those that are not asked, by reason.
    pub left: Vec<LeftGroup>,
    /// Whether acceptances are taken back with it.
    pub accepted: bool,
    /// Whether others are meant than when it was looked at.
    pub changed: bool,
    /// Texts to begin with.
    pub templates: Vec<SelectOption>,
    /// The texts, by language: `text-en`.
    pub form: BoundForm,
    /// What goes with it.
    pub fields: Vec<(String, String)>,
    /// The mail as the first of each language would get it.
    pub mails: Vec<ShownMail>,
}

/// Suppliers that are not asked for one reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftGroup {
    pub why: String,
    pub count: u64,
    /// The first of them by name.
    pub names: Vec<String>,
}

impl DeskPage for AskMany {
    fn view(self) -> AnyView {
        view! { <AskManyPage page=self /> }.into_any()
    }
}

#[component]
fn AskManyPage(page: AskMany) -> impl IntoView {
    let t = texts();
    let title = counted(t, "desk.ask_many.title", page.asked);
    let about = page
        .smelter
        .clone()
        .map(|name| view! { <p class="lead">{t.fmt("desk.ask_many.about", &[("name", &name)])}</p> });
    let changed =
        page.changed.then(|| view! { <p class="notice" role="alert">{t.get("desk.bulk.changed")}</p> });
    let left = (!page.left.is_empty()).then(|| {
        let groups = page.left.clone().into_iter().map(|group| view! { <LeftNames group /> }).collect_view();
        view! { <Panel id="left" title=t.get("desk.ask_many.left")>{groups}</Panel> }
    });
    let expected = ("expected".to_owned(), page.asked.to_string());
    let fields: Vec<_> = page.fields.clone().into_iter().chain([expected]).collect();
    let accepted = view! {
        <label class="tick"><input type="checkbox" name="accepted" value="yes" checked=page.accepted />" "{t.get("desk.ask_many.accepted")}</label>
    };
    if page.asked == 0 {
        return view! {
            <PageHead title above=page.above />
            {about}
            <EmptyState text=t.get("desk.ask_many.none") />
            <form method="post" action=routes::ask_many() class="form">
                <Hidden fields />
                {accepted}
                <div class="form-acts"><Submit label=t.get("desk.ask_many.look") says=("act", "look") /></div>
            </form>
            {left}
        }
        .into_any();
    }
    let more = page.asked.saturating_sub(page.names.len() as u64);
    let more = (more > 0).then(|| view! { <li>{t.fmt("desk.more", &[("n", &number(more))])}</li> });
    let names = page.names.clone().into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
    let templates = (!page.templates.is_empty()).then(|| {
        let choices = page.templates.clone();
        view! {
            <div class="fill-line">
                <Choice control=page.form.at("template") label=t.get("desk.query_template.choose") choices />
                <Submit label=t.get("desk.query_template.use") says=("act", "fill") />
            </div>
        }
    });
    let form = page.form.clone();
    let areas = page.languages.iter().map(|(code, n)| {
        let label = t.fmt("desk.ask_many.text", &[("language", &language(code)), ("n", &number(*n))]);
        view! { <div lang=code.clone()><TextArea control=form.at(&format!("text-{code}")) label hint=t.get("desk.ask_many.hint") required=true rows=5 /></div> }
    });
    let areas = areas.collect_view();
    let mails = (!page.mails.is_empty()).then(|| {
        let letters = page.mails.clone().into_iter().map(|mail| view! { <Letter mail /> }).collect_view();
        view! { <Panel id="mail" title=t.get("desk.ask_many.mail")>{letters}</Panel> }
    });
    view! {
        <PageHead title above=page.above.clone() />
        {about}{changed}
        <ErrorSummary title=t.get("desk.form.wrong") errors=page.form.errors.clone() />
        <form method="post" action=routes::ask_many() class="form panel">
            <Hidden fields />
            <p>{t.get("desk.ask_many.lead")}</p>
            <ul class="chips">{names}{more}</ul>
            {templates}{areas}{accepted}
            <div class="form-acts">
                <Submit label=counted(t, "desk.ask_many.go", page.asked) rank=Rank::Primary />
                <Submit label=t.get("desk.ask_many.look") says=("act", "look") />
                <ButtonLink href=page.above.href label=t.get("desk.cancel") rank=Rank::Secondary />
            </div>
        </form>
        {mails}{left}
    }
    .into_any()
}

#[component]
fn LeftNames(group: LeftGroup) -> impl IntoView {
    let more = group.count.saturating_sub(group.names.len() as u64);
    let more = (more > 0).then(|| view! { <li>{texts().fmt("desk.more", &[("n", &number(more))])}</li> });
    let names = group.names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
    view! {
        <p><strong>{number(group.count)}</strong>" "{group.why}</p>
        <ul class="chips">{names}{more}</ul>
    }
}
