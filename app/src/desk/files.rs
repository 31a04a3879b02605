//! The page of a request's files, with the form that attaches one.

use super::form::BoundForm;
use super::review::{FileLine, FileLines};
use super::{DeskPage, frame, routes, texts};
use crate::ui::{ErrorSummary, FileField, Link, PageHead, Panel, Rank, Submit};
use leptos::prelude::*;

/// Endings that a browser offers for attachments.
pub const ATTACHED: &str = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.txt,.csv";

/// The files of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFiles {
    pub request: String,
    pub supplier: String,
    /// Oldest first.
    pub files: Vec<FileLine>,
    /// Most megabytes of a file, and of all together.
    pub most: [u64; 2],
    /// The upload.
    pub form: BoundForm,
}

impl DeskPage for RequestFiles {
    fn view(self) -> AnyView {
        view! { <FilesPage page=self /> }.into_any()
    }
}

#[component]
fn FilesPage(page: RequestFiles) -> impl IntoView {
    let t = texts();
    let to = routes::files(&page.request);
    let attach = frame().can_write().then(|| {
        let [each, together] = page.most.map(|n| n.to_string());
        view! {
            <Panel id="attach" title=t.get("desk.files.attach")>
                <ErrorSummary title=t.get("desk.form.wrong") errors=page.form.errors />
                <form method="post" action=to enctype="multipart/form-data" class="form">
                    <FileField label=t.get("desk.files.file") accept=ATTACHED
                        hint=t.fmt("files.hint", &[("each", &each), ("together", &together)]) />
                    <label class="tick">
                        <input type="checkbox" name="shared" value="yes" />" "{t.get("desk.files.shared")}
                    </label>
                    <div class="form-acts"><Submit label=t.get("desk.files.go") rank=Rank::Primary /></div>
                </form>
            </Panel>
        }
    });
    view! {
        <PageHead title=t.get("desk.files.title") above=Link::new(routes::request(&page.request), page.supplier) />
        <Panel id="kept" title=t.get("desk.files.kept")>
            <FileLines request=page.request.clone() files=page.files />
        </Panel>
        {attach}
    }
}
