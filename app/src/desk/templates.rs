//! Official blank templates: uploaded by the operator, filled with declarations.

use super::form::Form;
use super::parts::{number, when};
use super::settings::tabs;
use super::{Frame, Page, T};
use crate::desk::routes;
use crate::ui::{Act, EmptyState, ErrorSummary, FileField, Question, Rank, Submit};
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
    pub at: i64,
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
    pub form: Form,
}

impl Page for Templates {
    fn draw(&self, t: T, frame: &Frame) -> AnyView {
        let p = self;
        let admin = frame.is_admin();
        let lines: Vec<_> = p
            .blanks
            .iter()
            .map(|b| {
                let remove = admin.then(|| {
                    view! { <Act to=routes::remove_template(&b.id) label=t.get("desk.templates.remove") rank=Rank::Quiet ask=Question::new(t.get("desk.templates.remove_ask"), t.get("desk.cancel")) /> }.into_any()
                });
                let by = (!b.by.is_empty()).then(|| format!(" · {}", b.by));
                view! {
                    <article class="list-line">
                        <h3>{domain::template::label(&b.version)}</h3>
                        <p>{format!("{} · {} kB", b.file, number(b.size))}</p>
                        <p class="minor">{t.get("desk.templates.uploaded")}" "{when(b.at)}{by}</p>
                        <p class="minor">"SHA-256 "<code>{b.id.clone()}</code></p>
                        {remove}
                    </article>
                }
            })
            .collect();
        let empty =
            lines.is_empty().then(|| view! { <EmptyState text=t.get("desk.templates.none") /> }.into_any());
        let missing = (!p.missing.is_empty()).then(|| {
            let versions = p.missing.join(", ");
            view! { <p class="notice">{t.fmt("desk.templates.missing", &[("versions", &versions)])}</p> }
        });
        let upload = admin.then(|| {
            view! {
                <section class="panel" aria-labelledby="upload">
                    <h2 id="upload">{t.get("desk.templates.upload")}</h2>
                    <ErrorSummary title=t.get("desk.form.wrong") errors=p.form.errors.clone() />
                    <form method="post" action=routes::templates() enctype="multipart/form-data" class="form">
                        <FileField label=t.get("desk.templates.file") hint=t.get("desk.templates.file_hint") accept=".xlsx" />
                        <div class="form-acts">
                            <Submit label=t.get("desk.templates.go") rank=Rank::First />
                        </div>
                    </form>
                </section>
            }
        });
        view! {
            {tabs(t, "templates")}
            <section class="panel" aria-labelledby="kept">
                <h2 id="kept">{t.get("desk.templates.title")}</h2>
                <p class="hint">{t.get("desk.templates.hint")}</p>
                {missing}{empty}{lines}
            </section>
            {upload}
        }
        .into_any()
    }
}
