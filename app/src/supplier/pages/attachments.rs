//! What a supplier attaches to its declaration: policies, certificates.

use super::parts::Eyebrow;
use crate::kit::number::number;
use crate::kit::texts;
use crate::supplier::model::{Attached, Attachments};
use crate::supplier::paths;
use leptos::prelude::*;

/// Endings that a browser offers.
const KINDS: &str = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.txt,.csv";

#[component]
pub fn AttachmentsPage(page: Attachments) -> impl IntoView {
    let t = texts();
    let own = paths::of(paths::FILES, &page.about.request);
    let none = page.files.is_empty().then(|| view! { <p>{t.get("files.none")}</p> });
    let files = page.files.into_iter().map(|file| {
        let href = format!("{own}/{}", file.id);
        view! { <AttachedFile file href /> }
    });
    let files = files.collect_view();
    let error = (!page.error.is_empty()).then(|| {
        view! { <p class="notice bad" role="alert" id="file-error">{page.error}</p> }
    });
    let attach = page.open.then(|| view! { <AttachForm action=own most=page.most /> });
    let (back, label) = match page.open {
        true => (paths::ANSWER, "files.to_form"),
        false => (paths::RECEIPT, "files.to_receipt"),
    };
    let back = paths::of(back, &page.about.request);
    view! {
        <Eyebrow supplier=page.about.supplier campaign=page.about.campaign />
        <h1>{t.get("files.title")}</h1>
        <p class="lead">{t.get("files.lead")}</p>
        {error}
        {none}
        <ul class="attached">{files}</ul>
        {attach}
        <p><a class="button" href=back>{t.get(label)}</a></p>
    }
}

#[component]
fn AttachedFile(
    file: Attached,
    /// Where it is.
    href: String,
) -> impl IntoView {
    let remove = file.removable.then(|| {
        let action = format!("{href}/remove");
        view! {
            <form method="post" action=action>
                <button class="button">
                    {texts().get("files.remove")}<span class="unseen">" "{file.name.clone()}</span>
                </button>
            </form>
        }
    });
    view! {
        <li class="panel">
            <p><a href=href>{file.name}</a></p>
            <p class="quiet">{file.from}" · "{file.time}" · "{number(file.size)}" kB"</p>
            <p class="quiet">{file.scanned}</p>
            {remove}
        </li>
    }
}

#[component]
fn AttachForm(
    /// Where it is posted to.
    action: String,
    /// Most megabytes of a file, and of all together.
    most: [u64; 2],
) -> impl IntoView {
    let t = texts();
    let [each, together] = most.map(|n| n.to_string());
    let hint = t.fmt("files.hint", &[("each", &each), ("together", &together)]);
    view! {
        <form method="post" action=action enctype="multipart/form-data" class="drop">
            <label for="file">{t.get("files.attach")}</label>
            <p class="quiet">{hint}</p>
            <input type="file" id="file" name="file" accept=KINDS required/>
            <button class="button primary">{t.get("files.go")}</button>
        </form>
    }
}
