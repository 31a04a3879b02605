//! What an upload would bring, or what a stored list was imported with.

use super::changes::{Changes, ListChanges};
use crate::desk::form::BoundForm;
use crate::desk::job::{JobProgress, OpenJob};
use crate::desk::mapping::{FileColumn, Mapping};
use crate::desk::parts::{More, number};
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{
    ButtonLink, Choice, ErrorSummary, Fact, Field, Link, PageHead, Panel, Rank, SelectOption, Submit,
};
use leptos::prelude::*;

/// What an upload would bring, or what a stored list was imported with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterListImport {
    /// The upload; blank for a list that is stored.
    pub id: String,
    /// The file's or the list's name.
    pub name: String,
    /// The columns of the file.
    pub columns: Vec<FileColumn>,
    /// What a column may mean.
    pub meanings: Vec<SelectOption>,
    /// What a list may be.
    pub kinds: Vec<SelectOption>,
    /// Who may read it.
    pub classes: Vec<SelectOption>,
    /// What is said of the list: `kind`, `as_of`, `source`, `licence`, `class`.
    pub form: BoundForm,
    pub counts: Vec<ListCount>,
    /// What was wrong, row by row, as sentences.
    pub issues: Vec<String>,
    /// Sentences beyond those.
    pub more_issues: u64,
    /// The first smelters.
    pub first: Vec<ListedSmelter>,
    /// Columns that are missing, in words.
    pub missing: Vec<String>,
    /// Whether the same list is there already.
    pub same: bool,
    /// What it changes beside the last of its kind.
    pub changes: ListChanges,
    /// How far it is, where reported smelters are being placed anew: what it touches is not all known yet.
    pub placing: Option<OpenJob>,
}

/// How many there are of something in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListCount {
    /// Of what, in words.
    pub label: String,
    pub n: u64,
}

/// A smelter of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedSmelter {
    pub cid: String,
    /// The metal in words.
    pub metal: String,
    pub name: String,
    pub country: String,
}

impl DeskPage for SmelterListImport {
    fn view(self) -> AnyView {
        view! { <ImportPage page=self /> }.into_any()
    }
}

#[component]
fn ImportPage(page: SmelterListImport) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::references(), t.get("desk.settings.references"));
    let missing = (!page.missing.is_empty()).then(|| {
        let missing = t.fmt("desk.refs.missing", &[("columns", &page.missing.join(", "))]);
        view! { <p class="notice notice-bad" role="alert">{missing}</p> }
    });
    let about = (!page.id.is_empty()).then(|| {
        view! { <About id=page.id form=page.form kinds=page.kinds classes=page.classes columns=page.columns meanings=page.meanings /> }
    });
    view! {
        <PageHead title=page.name above />
        {page.placing.map(|job| view! { <JobProgress text=t.get("desk.refs.placing") job /> })}
        {missing}
        {page.same.then(|| view! { <p class="notice">{t.get("desk.refs.same")}</p> })}
        {about}
        <Changes changes=page.changes />
        <Brings counts=page.counts />
        <ImportIssues issues=page.issues more=page.more_issues />
        <First smelters=page.first />
    }
}

/// What the list is and what its columns mean, in one form: looking again changes nothing, the other button stores it.
#[component]
fn About(
    id: String,
    form: BoundForm,
    kinds: Vec<SelectOption>,
    classes: Vec<SelectOption>,
    columns: Vec<FileColumn>,
    meanings: Vec<SelectOption>,
) -> impl IntoView {
    let t = texts();
    let errors = form.errors.clone();
    view! {
        <form method="post" action=routes::import_list(&id) class="form panel">
            <ErrorSummary title=t.get("desk.form.wrong") errors />
            <Choice control=form.at("kind") label=t.get("desk.refs.kind") required=true choices=kinds />
            <Field control=form.at("as_of") label=t.get("desk.refs.as_of") hint=t.get("desk.refs.as_of_hint") required=true kind="date" short=true />
            <Field control=form.at("source") label=t.get("desk.refs.source") hint=t.get("desk.refs.source_hint") required=true />
            <Choice control=form.at("class") label=t.get("desk.refs.class") required=true choices=classes />
            <Field control=form.at("licence") label=t.get("desk.refs.licence") hint=t.get("desk.refs.licence_hint") />
            <h2>{t.get("desk.import.mapping")}</h2>
            <Mapping columns meanings />
            <div class="form-acts">
                <Submit label=t.get("desk.refs.go") rank=Rank::Primary />
                <button class="button" type="submit" formmethod="get" formnovalidate=true>{t.get("desk.import.again")}</button>
                <ButtonLink href=routes::references() label=t.get("desk.cancel") />
            </div>
        </form>
    }
}

/// What is in the list.
#[component]
fn Brings(counts: Vec<ListCount>) -> impl IntoView {
    (!counts.is_empty()).then(|| {
        let facts = counts.into_iter().map(|it| view! { <Fact label=it.label value=number(it.n) /> });
        let facts = facts.collect_view();
        view! {
            <Panel id="brings" title=texts().get("desk.refs.brings")><dl class="facts">{facts}</dl></Panel>
        }
    })
}

/// What was wrong with its rows.
#[component]
fn ImportIssues(issues: Vec<String>, more: u64) -> impl IntoView {
    (!issues.is_empty()).then(|| {
        let lines = issues.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <Panel id="noise" title=texts().get("desk.refs.noise")><ul>{lines}</ul><More n=more /></Panel>
        }
    })
}

#[component]
fn First(smelters: Vec<ListedSmelter>) -> impl IntoView {
    (!smelters.is_empty()).then(|| {
        let lines = smelters.into_iter().map(|it| {
            let facts = format!("{} · {} · {}", it.cid, it.metal, it.country);
            view! { <li class="line"><span>{it.name}</span><span class="minor">{facts}</span></li> }
        });
        let lines = lines.collect_view();
        view! {
            <Panel id="first" title=texts().get("desk.refs.first")><ul class="lines lines-many">{lines}</ul></Panel>
        }
    })
}
