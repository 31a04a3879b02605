//! What was filed and published of a snapshot: kept as it came, each with what can be set beside it.

use super::{ReportHead, ReportPart};
use crate::desk::form::BoundForm;
use crate::desk::parts::number;
use crate::desk::{DeskPage, frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{
    Badge, ButtonLink, Choice, EmptyState, ErrorSummary, Field, FileField, Panel, Rank, SelectOption, Submit,
    TextArea, Tone,
};
use domain::Instant;
use leptos::prelude::*;

/// A file that was filed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiledLine {
    pub id: String,
    /// Its name.
    pub file: String,
    /// Which report it is, in words.
    pub report: String,
    /// The day on which it was filed or published, and where it stands.
    pub day: String,
    pub address: String,
    pub note: String,
    /// Bytes.
    pub size: u64,
    pub hash: String,
    pub kept_at: Instant,
    pub by: String,
    /// What it can be set beside: name and address. None where only the hash is known.
    pub beside: Vec<(String, String)>,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiledPage {
    pub id: String,
    pub name: String,
    /// The youngest first.
    pub files: Vec<FiledLine>,
    /// The reports that can be filed.
    pub reports: Vec<SelectOption>,
    /// The upload.
    pub form: BoundForm,
}

impl DeskPage for FiledPage {
    fn view(self) -> AnyView {
        view! { <Filed page=self /> }.into_any()
    }
}

#[component]
fn Filed(page: FiledPage) -> impl IntoView {
    let t = texts();
    let none = page.files.is_empty().then(|| view! { <EmptyState text=t.get("desk.filed.none") /> });
    let report = page.id.clone();
    let files: Vec<_> =
        page.files.into_iter().map(|file| view! { <File report=report.clone() file /> }).collect();
    let upload = frame().can_manage().then(|| {
        view! { <Upload id=page.id.clone() reports=page.reports form=page.form.clone() /> }
    });
    let compare = routes::report_compare(&page.id);
    view! {
        <ReportHead id=page.id name=page.name open=ReportPart::Filed />
        <ErrorSummary title=t.get("desk.form.wrong") errors=page.form.errors />
        <Panel id="kept" title=t.get("desk.filed.title")>
            <p class="hint">{t.get("desk.filed.hint")}</p>
            {none}{files}
            <p><a href=compare>{t.get("desk.filed.compare")}</a></p>
        </Panel>
        {upload}
    }
}

#[component]
fn File(report: String, file: FiledLine) -> impl IntoView {
    let t = texts();
    let stands = view! { <a href=file.address.clone() rel="noreferrer">{file.address.clone()}</a> };
    let note = (!file.note.is_empty()).then(|| view! { <p>{file.note}</p> });
    let by = (!file.by.is_empty()).then(|| format!(" · {}", file.by));
    let hash_only =
        file.beside.is_empty().then(|| view! { <p class="minor">{t.get("desk.filed.hash_only")}</p> });
    let beside = file
        .beside
        .into_iter()
        .map(|(name, href)| view! { <ButtonLink href label=name rank=Rank::Secondary /> });
    let beside = beside.collect_view();
    view! {
        <article class="list-line">
            <h3>{file.file}" "<Badge text=file.report tone=Tone::Idle /></h3>
            <p>
                <time>{file.day}</time>" · "
                {stands}
            </p>
            {note}
            <p class="minor">
                {format!("{} B", number(file.size))}" · "{t.get("desk.filed.kept")}" "<LocalTime at=file.kept_at />{by}
            </p>
            <p class="minor">"SHA-256 "<code>{file.hash}</code></p>
            {hash_only}
            <div class="form-acts">
                <ButtonLink href=routes::report_filed_file(&report, &file.id) label=t.get("desk.filed.download") />
                {beside}
            </div>
        </article>
    }
}

#[component]
fn Upload(id: String, reports: Vec<SelectOption>, form: BoundForm) -> impl IntoView {
    let t = texts();
    view! {
        <Panel id="upload" title=t.get("desk.filed.upload")>
            <form method="post" action=routes::report_filed(&id) enctype="multipart/form-data" class="form">
                <Choice control=form.at("report") label=t.get("desk.filed.report") choices=reports />
                <FileField label=t.get("desk.filed.file") hint=t.get("desk.filed.file_hint") accept=".htm,.html,.txt,.pdf,.docx" />
                <Field control=form.at("published_on") label=t.get("desk.filed.day") kind="date" required=true short=true />
                <Field control=form.at("address") label=t.get("desk.filed.address") hint=t.get("desk.filed.address_hint") kind="url" required=true />
                <TextArea control=form.at("note") label=t.get("desk.filed.note") hint=t.get("desk.filed.note_hint") rows=3 />
                <div class="form-acts"><Submit label=t.get("desk.filed.go") rank=Rank::Primary /></div>
            </form>
        </Panel>
    }
}
