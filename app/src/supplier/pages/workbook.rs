//! What an uploaded workbook says: what would change, what became of its answers. Nothing is filled in before the press
//! of a button.

mod changes;
mod fill_form;
mod not_saved;
mod notes;

use super::parts::Eyebrow;
use super::typed_form::TypedForm;
use crate::kit::texts;
use crate::kit::words::beside;
use crate::supplier::model::{Step, Workbook};
use crate::supplier::paths;
use changes::Changes;
use fill_form::FillForm;
use leptos::prelude::*;
use not_saved::NotSaved;
use notes::Notes;

/// So many lines are read without being asked for.
const SHORT: usize = 30;

/// The text key of what the page is called.
pub fn title(page: &Workbook) -> &'static str {
    match page.read.error.is_empty() {
        _ if page.filled => "drop.report",
        true => "workbook.title",
        false => "workbook.unread",
    }
}

#[component]
pub fn WorkbookPage(page: Workbook) -> impl IntoView {
    let title = texts().get(title(&page));
    let about = page.about.clone();
    let content = match page.read.error.is_empty() {
        false => view! { <Unread page /> }.into_any(),
        true if page.filled => view! { <Filled page /> }.into_any(),
        true => view! { <Read page /> }.into_any(),
    };
    view! {
        <Eyebrow supplier=about.supplier campaign=about.campaign />
        <h1>{title}</h1>
        {content}
    }
}

/// Why it cannot be read, and the place for another file.
#[component]
fn Unread(page: Workbook) -> impl IntoView {
    let t = texts();
    let said = match page.read.error.as_slice() {
        [what, todo] => beside(what, todo),
        said => said.concat(),
    };
    let kept = if page.typed.is_empty() { "workbook.unread.kept" } else { "workbook.unread.none" };
    let Workbook { about, step, typed, conflicts, .. } = page;
    view! {
        <p class="notice bad" role="alert">{said}</p>
        <p>{t.get(kept)}</p>
        {(!typed.is_empty()).then(|| view! { <NotSaved conflicts /> })}
        <form method="post" action=paths::of(paths::UPLOAD, &about.request) enctype="multipart/form-data" class="drop">
            <label for="upload">{t.get("workbook.another")}</label>
            <input type="file" id="upload" name="file" accept=".xlsx,.xlsm" required/>
            <button class="button" name="step" value=step.key()>{t.get("drop.upload")}</button>
        </form>
        <Back request=about.request step typed label=t.get("workbook.back") />
    }
}

/// What it would change.
#[component]
fn Read(page: Workbook) -> impl IntoView {
    let t = texts();
    let Workbook { about, step, revision, read, typed, conflicts, .. } = page;
    let lead = match read.sections.is_empty() {
        true if read.empty => "drop.empty",
        true => "drop.nothing",
        false => "drop.changes",
    };
    let open = read.sections.iter().map(|part| part.lines.len()).sum::<usize>() <= SHORT;
    let back = t.get(if read.sections.is_empty() { "workbook.back" } else { "drop.cancel" });
    let not_saved = (!typed.is_empty()).then(|| view! { <NotSaved conflicts /> });
    let fill = (!read.sections.is_empty()).then(|| {
        let (request, typed) = (about.request.clone(), typed.clone());
        let (changes, notices, groups) = (read.changes, read.notices.clone(), read.groups.clone());
        view! { <FillForm request step revision changes notices groups typed /> }
    });
    let sections = read.sections.into_iter().map(|part| view! { <Changes part open /> });
    view! {
        <p class="lead">{read.title}</p>
        <p>{t.get(lead)}</p>
        {not_saved}
        {sections.collect_view()}
        <Notes notices=read.notices groups=read.groups />
        <div class="acts">
            {fill}
            <Back request=about.request step typed label=back />
        </div>
    }
}

/// What is left to say once it is filled in.
#[component]
fn Filled(page: Workbook) -> impl IntoView {
    let t = texts();
    view! {
        <p class="notice" role="status">{t.get("answer.notice.filled")}</p>
        <Notes notices=page.read.notices groups=page.read.groups />
        <p><a class="button primary" href=page.step.path(&page.about.request)>{t.get("workbook.go_on")}</a></p>
    }
}

/// The way back to the form. What was typed and not saved goes along, for the form to ask about it.
#[component]
fn Back(request: String, step: Step, typed: Vec<(String, String)>, label: &'static str) -> impl IntoView {
    let to = step.path(&request);
    match typed.is_empty() {
        true => view! { <p><a class="button" href=to>{label}</a></p> }.into_any(),
        false => view! { <TypedForm action=to typed label /> }.into_any(),
    }
}
