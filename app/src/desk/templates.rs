//! Official blank templates: uploaded by the operator, filled with declarations.

use super::form::BoundForm;
use super::parts::number;
use super::settings::{SettingsHead, SettingsPart};
use super::{DeskPage, frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{EmptyState, ErrorSummary, FileField, Panel, PostButton, Question, Rank, Submit};
use domain::Instant;
use leptos::prelude::*;

/// A template that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlankLine {
    pub id: String,
    pub version: String,
    /// The file's name.
    pub file: String,
    /// Kilobytes.
    pub size: u64,
    /// When it was uploaded.
    pub at: Instant,
    /// By whom.
    pub by: String,
}

/// The page of the templates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates {
    /// Those that are kept.
    pub blanks: Vec<BlankLine>,
    /// Versions that open campaigns ask for and that no template is there for.
    pub missing: Vec<String>,
    /// The upload.
    pub form: BoundForm,
}

impl DeskPage for Templates {
    fn view(self) -> AnyView {
        view! { <TemplatesPage page=self /> }.into_any()
    }
}

#[component]
fn TemplatesPage(page: Templates) -> impl IntoView {
    let t = texts();
    let missing = (!page.missing.is_empty()).then(|| {
        let missing = t.fmt("desk.templates.missing", &[("versions", &page.missing.join(", "))]);
        view! { <p class="notice">{missing}</p> }
    });
    let none = page.blanks.is_empty().then(|| view! { <EmptyState text=t.get("desk.templates.none") /> });
    let blanks = page.blanks.into_iter().map(|blank| view! { <Blank blank /> }).collect_view();
    view! {
        <SettingsHead open=SettingsPart::Templates />
        <Panel id="kept" title=t.get("desk.templates.title")>
            <p class="hint">{t.get("desk.templates.hint")}</p>
            {missing}{none}{blanks}
        </Panel>
        {frame().is_admin().then(|| view! { <Upload form=page.form /> })}
    }
}

#[component]
fn Blank(blank: BlankLine) -> impl IntoView {
    let t = texts();
    let by = (!blank.by.is_empty()).then(|| format!(" · {}", blank.by));
    let remove = frame().is_admin().then(|| {
        let ask = Question::new(t.get("desk.templates.remove_ask"), t.get("desk.cancel"));
        let to = routes::remove_template(&blank.id);
        view! { <PostButton to label=t.get("desk.templates.remove") rank=Rank::Secondary ask /> }
    });
    view! {
        <article class="list-line">
            <h3>{domain::template::label(&blank.version)}</h3>
            <p>{format!("{} · {} kB", blank.file, number(blank.size))}</p>
            <p class="minor">{t.get("desk.templates.uploaded")}" "<LocalTime at=blank.at />{by}</p>
            <p class="minor">"SHA-256 "<code>{blank.id}</code></p>
            {remove}
        </article>
    }
}

#[component]
fn Upload(form: BoundForm) -> impl IntoView {
    let t = texts();
    view! {
        <Panel id="upload" title=t.get("desk.templates.upload")>
            <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors />
            <form method="post" action=routes::templates() enctype="multipart/form-data" class="form">
                <FileField label=t.get("desk.templates.file") hint=t.get("desk.templates.file_hint") accept=".xlsx" />
                <div class="form-acts">
                    <Submit label=t.get("desk.templates.go") rank=Rank::Primary />
                </div>
            </form>
        </Panel>
    }
}
