//! The files of a request: what came by mail as it was received, and what either side attached.

use crate::desk::parts::number;
use crate::desk::{frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{ButtonLink, PostButton, Question, Rank};
use domain::Instant;
use leptos::prelude::*;

/// A file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileLine {
    pub id: String,
    /// What it is called when it is downloaded.
    pub name: String,
    /// What it is, and how it came.
    pub what: String,
    /// Kilobytes.
    pub size: u64,
    /// When it was put there.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// Whether it was scanned for viruses, in words.
    pub scanned: String,
    /// SHA-256.
    pub hash: String,
    /// Whether it is a declaration that was received.
    pub received: bool,
    /// The submission that was read from it; 0 for none.
    pub submission: i64,
    /// Whether it may be removed.
    pub removable: bool,
}

/// The files at the side of a request's page.
#[component]
pub(super) fn Files(
    /// The request.
    request: String,
    /// Oldest first.
    files: Vec<FileLine>,
) -> impl IntoView {
    let t = texts();
    let acts = frame().can_write().then(|| {
        view! {
            <div class="form-acts">
                <ButtonLink href=routes::enter(&request) label=t.get("desk.enter.link") />
                <ButtonLink href=routes::files(&request) label=t.get("desk.files.attach") rank=Rank::Secondary />
            </div>
        }
    });
    view! {
        <section class="panel" aria-labelledby="files">
            <h2 id="files">{t.get("desk.files.title")}</h2>
            <FileLines request files />
            {acts}
        </section>
    }
}

/// Files, one under the other.
#[component]
pub fn FileLines(
    /// The request.
    request: String,
    /// Oldest first.
    files: Vec<FileLine>,
) -> impl IntoView {
    let t = texts();
    if files.is_empty() {
        return view! { <p class="minor">{t.get("desk.files.none")}</p> }.into_any();
    }
    let lines = files.into_iter().map(|file| view! { <Line request=request.clone() file /> });
    view! { <ul class="files">{lines.collect_view()}</ul> }.into_any()
}

#[component]
fn Line(request: String, file: FileLine) -> impl IntoView {
    let t = texts();
    let write = frame().can_write();
    let n = file.submission.to_string();
    let state = match (file.received, file.submission) {
        (true, 0) => Some(t.get("desk.files.not_submitted").to_owned()),
        (true, _) => Some(t.fmt("desk.files.submitted", &[("n", &n)])),
        _ => None,
    };
    let open = (write && file.received && file.submission == 0).then(|| {
        view! { <ButtonLink href=routes::received(&request, &file.id) label=t.get("desk.files.look") /> }
    });
    let remove = (write && file.removable).then(|| {
        let ask =
            Question::new(t.fmt("desk.files.remove_ask", &[("file", &file.name)]), t.get("desk.cancel"));
        let to = routes::remove_file(&request, &file.id);
        view! { <PostButton to label=t.get("desk.files.remove") rank=Rank::Secondary ask /> }
    });
    view! {
        <li class="file">
            <a class="file-name" href=routes::file(&request, &file.id)>{file.name.clone()}</a>
            <p class="minor">{file.what}{state.map(|state| format!(" · {state}"))}</p>
            <p class="minor">{format!("{} kB · ", number(file.size))}{file.by}" · "<LocalTime at=file.at /></p>
            <p class="minor">{file.scanned}</p>
            <p class="minor hash" title=file.hash.clone()>"SHA-256 "{file.hash.chars().take(16).collect::<String>()}"…"</p>
            <div class="file-acts">{open}{remove}</div>
        </li>
    }
}
