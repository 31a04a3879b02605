//! What a supplier attaches to its declaration: policies, certificates.

use super::T;
use super::notices::about;
use crate::kit::number::number;
use crate::supplier::model::Attachments;
use crate::supplier::paths;
use leptos::prelude::*;

/// Endings that a browser offers.
const KINDS: &str = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.txt,.csv";

pub fn files(t: T, p: &Attachments) -> AnyView {
    let own = paths::of(paths::FILES, &p.about.request);
    let lines: Vec<AnyView> = p
        .files
        .iter()
        .map(|file| {
            let to = format!("{own}/{}", file.id);
            let remove = file.removable.then(|| {
                view! {
                    <form method="post" action=format!("{to}/remove")>
                        <button class="button">{t.get("files.remove")}<span class="unseen">" "{file.name.clone()}</span></button>
                    </form>
                }
            });
            view! {
                <li class="panel">
                    <p><a href=to>{file.name.clone()}</a></p>
                    <p class="quiet">{file.from.clone()}" · "{file.time.clone()}" · "{number(file.size)}" kB"</p>
                    <p class="quiet">{file.scanned.clone()}</p>
                    {remove}
                </li>
            }
            .into_any()
        })
        .collect();
    let none = lines.is_empty().then(|| view! { <p>{t.get("files.none")}</p> });
    let error = (!p.error.is_empty()).then(|| {
        view! { <p class="notice bad" role="alert" id="file-error">{p.error.clone()}</p> }
    });
    let [each, together] = p.most.map(|n| n.to_string());
    let attach = p.open.then(|| {
        view! {
            <form method="post" action=own.clone() enctype="multipart/form-data" class="drop">
                <label for="file">{t.get("files.attach")}</label>
                <p class="quiet">{t.fmt("files.hint", &[("each", &each), ("together", &together)])}</p>
                <input type="file" id="file" name="file" accept=KINDS required/>
                <button class="button primary">{t.get("files.go")}</button>
            </form>
        }
    });
    let back = if p.open { paths::ANSWER } else { paths::RECEIPT };
    let label = t.get(if p.open { "files.to_form" } else { "files.to_receipt" });
    view! {
        {about(Some(&p.about))}
        <h1>{t.get("files.title")}</h1>
        <p class="lead">{t.get("files.lead")}</p>
        {error}
        {none}
        <ul class="attached">{lines}</ul>
        {attach}
        <p><a class="button" href=paths::of(back, &p.about.request)>{label}</a></p>
    }
    .into_any()
}
