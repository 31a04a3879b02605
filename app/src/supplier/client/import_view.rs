//! What is shown of a workbook: how far its reading is, what is in it.

use super::import::{self, State};
use super::take::{DropZone, is_place};
use crate::kit::text::text;
use crate::kit::words::beside;
use crate::supplier::action::Action;
use crate::supplier::answer::PlainTable;
use crate::supplier::form::use_form;
use crate::supplier::model::Step;
use leptos::prelude::*;
use reader::model::{Group, Part, Read};

/// Draws what there is to be shown; nothing on a step that has no place for it.
pub fn import_view(step: Step) -> Option<AnyView> {
    let form = use_form();
    import::look(form, |state| match state {
        State::Idle if !is_place(form, step) => None,
        state => Some(of(state)),
    })
}

fn of(state: &State) -> AnyView {
    match state {
        State::Idle => view! { <DropZone /> }.into_any(),
        State::Reading(stage, done, total) => {
            view! { <Reading stage=stage.clone() done=*done total=*total /> }.into_any()
        }
        State::Failed(what, todo) => {
            let says = beside(what, todo);
            view! {
                <div class="notice bad" role="alert">
                    <p {..text(move || says.clone())} />
                </div>
                <DropZone />
            }
            .into_any()
        }
        State::Read(read) => view! { <Shown read=read.clone() /> }.into_any(),
        State::Filled(read) => view! { <Report read=read.clone() /> }.into_any(),
    }
}

#[component]
fn Reading(stage: String, done: u32, total: u32) -> impl IntoView {
    let label = stage.clone();
    view! {
        <div class="drop" role="status">
            <span {..text(move || stage.clone())} />
            <progress max=total.to_string() value=done.to_string() aria-label=label />
        </div>
    }
}

/// What is in the workbook, before it is filled in.
#[component]
fn Shown(read: Read) -> impl IntoView {
    let form = use_form();
    let lead = match read.sections.is_empty() {
        true if read.empty => "drop.empty",
        true => "drop.nothing",
        false => "drop.changes",
    };
    let fill = (!read.sections.is_empty()).then(|| {
        view! {
            <button class="button primary" type="button" data-action=Action::Fill.key()>{form.t("drop.fill")}</button>
        }
    });
    view! {
        <section class="panel read" aria-labelledby="read-title">
            <h2 id="read-title" tabindex="-1">{read.title}</h2>
            <p>{form.t(lead)}</p>
            {read.sections.into_iter().map(|part| view! { <Changes part /> }).collect_view()}
            <Notes notices=read.notices groups=read.groups />
            <div class="acts">
                {fill}
                <button class="button" type="button" data-action=Action::Cancel.key()>{form.t("drop.cancel")}</button>
            </div>
        </section>
    }
}

/// What a section of it changes.
#[component]
fn Changes(part: Part) -> impl IntoView {
    let form = use_form();
    let heads = ["drop.place", "drop.old", "drop.new"].map(|key| form.t(key)).to_vec();
    let lines = part.lines.into_iter().map(Vec::from).collect();
    let more = (part.more > 0)
        .then(|| view! { <p class="quiet">{form.tf("answer.more", &[("n", &part.more.to_string())])}</p> });
    view! {
        <details class="compare">
            <summary>
                <b>{part.title}</b>
                " · "
                {part.summary}
            </summary>
            <PlainTable heads lines />
            {more}
        </details>
    }
}

/// What else to know about the file, and what became of the answers of an older one.
#[component]
fn Notes(notices: Vec<String>, groups: Vec<Group>) -> impl IntoView {
    let all = notices.len() + groups.len();
    let open = all < 6 && groups.is_empty();
    let list = |lines: Vec<String>| {
        view! { <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
    };
    let groups = groups.into_iter().map(|group| view! { <h3>{group.title}</h3> {list(group.lines)} });
    (all > 0).then(|| {
        view! {
            <details open=open>
                <summary>
                    <b>{use_form().t("drop.notices")}</b>
                </summary>
                {list(notices)}
                {groups.collect_view()}
            </details>
        }
    })
}

/// What remains to be read once the workbook was filled in.
#[component]
fn Report(read: Read) -> impl IntoView {
    let form = use_form();
    view! {
        <section class="panel read" aria-labelledby="read-title">
            <h2 id="read-title" tabindex="-1">{form.t("drop.report")}</h2>
            <Notes notices=read.notices groups=read.groups />
            <div class="acts">
                <button class="button" type="button" data-action=Action::Cancel.key()>{form.t("drop.close")}</button>
            </div>
        </section>
    }
}
