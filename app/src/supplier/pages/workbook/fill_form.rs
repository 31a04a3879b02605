use crate::kit::textarea::HeldText;
use crate::kit::texts;
use crate::supplier::model::Step;
use crate::supplier::paths;
use domain::Change;
use leptos::prelude::*;
use reader::model::Group;
use serde::Serialize;

/// What is told again once it was filled in.
#[derive(Serialize)]
struct Told<'a> {
    notices: &'a [String],
    groups: &'a [Group],
}

/// The button that fills the workbook in, with what it fills in. It is posted as parts, in which thousands of rows take no
/// more room than they have.
#[component]
pub fn FillForm(
    request: String,
    step: Step,
    /// The draft that it was compared with.
    revision: i64,
    changes: Vec<Change>,
    notices: Vec<String>,
    groups: Vec<Group>,
    /// What was typed beside the file and not saved.
    typed: Vec<(String, String)>,
) -> impl IntoView {
    let changes = serde_json::to_string(&changes).unwrap_or_default();
    let told = Told { notices: &notices, groups: &groups };
    let told = serde_json::to_string(&told).unwrap_or_default();
    let typed = (!typed.is_empty()).then(|| serde_json::to_string(&typed).unwrap_or_default());
    view! {
        <form method="post" action=paths::of(paths::FILL, &request) enctype="multipart/form-data">
            <input type="hidden" name="step" value=step.key()/>
            <input type="hidden" name="revision" value=revision.to_string()/>
            <HeldText name="changes" value=changes/>
            <HeldText name="told" value=told/>
            {typed.map(|typed| view! { <HeldText name="typed" value=typed/> })}
            <button class="button primary">{texts().get("drop.fill")}</button>
        </form>
    }
}
