//! How far long work is that goes on by itself.

use super::parts::number;
use super::texts;
use leptos::prelude::*;

/// Work that is not over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenJob {
    pub done: u64,
    pub total: u64,
    /// Whether the last piece failed; it is tried again.
    pub failed: bool,
}

/// What is being done, and how far it is. The page may be left: whoever comes back sees how far it is then.
#[component]
pub fn JobProgress(
    /// What is being done, and what that means for whoever reads the page.
    #[prop(into)]
    text: String,
    job: OpenJob,
    /// What else there is to say or do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let t = texts();
    let how_far = t.fmt("desk.job.done_of", &[("done", &number(job.done)), ("total", &number(job.total))]);
    let failed = job.failed.then(|| view! { <p class="minor">{t.get("desk.job.failed")}</p> });
    view! {
        <div class="job" role="status">
            <p>{text}</p>
            <p class="job-bar">
                <progress max=job.total.max(1).to_string() value=job.done.to_string() aria-label=t.get("desk.job.progress")></progress>
                <span class="minor">{how_far}</span>
            </p>
            {failed}
            {children.map(|children| view! { <p>{children()}</p> })}
        </div>
    }
}
