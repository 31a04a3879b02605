//! What an uploaded workbook says: what would change, what became of its answers. Nothing is filled in before the press
//! of a button.

use super::T;
use super::notices::about;
use super::stopped::label;
use super::typed_form::TypedForm;
use crate::kit::textarea::HeldText;
use crate::kit::words::beside;
use crate::supplier::model::Workbook;
use crate::supplier::paths;
use leptos::prelude::*;
use reader::model::{Group, Part};
use serde::Serialize;

/// So many lines are read without being asked for.
const SHORT: usize = 30;

/// The text key of what the page is called.
pub fn title(p: &Workbook) -> &'static str {
    match p.read.error.is_empty() {
        _ if p.filled => "drop.report",
        true => "workbook.title",
        false => "workbook.unread",
    }
}

pub fn workbook(t: T, p: &Workbook) -> AnyView {
    let content = match p.read.error.is_empty() {
        false => unread(t, p),
        true if p.filled => filled(t, p),
        true => read(t, p),
    };
    view! {
        {about(Some(&p.about))}
        <h1>{t.get(title(p))}</h1>
        {content}
    }
    .into_any()
}

/// Why it cannot be read, and the place for another file.
fn unread(t: T, p: &Workbook) -> AnyView {
    let action = paths::of(paths::UPLOAD, &p.about.request);
    let said = match p.read.error.as_slice() {
        [what, todo] => beside(what, todo),
        said => said.concat(),
    };
    view! {
        <p class="notice bad" role="alert">{said}</p>
        <p>{t.get(if p.typed.is_empty() { "workbook.unread.kept" } else { "workbook.unread.none" })}</p>
        {not_saved(t, p)}
        <form method="post" action=action enctype="multipart/form-data" class="drop">
            <label for="upload">{t.get("workbook.another")}</label>
            <input type="file" id="upload" name="file" accept=".xlsx,.xlsm" required/>
            <button class="button" name="step" value=p.step.key()>{t.get("drop.upload")}</button>
        </form>
        {back(t, p, "workbook.back")}
    }
    .into_any()
}

fn read(t: T, p: &Workbook) -> AnyView {
    let sections = &p.read.sections;
    let lead = match sections.is_empty() {
        true if p.read.empty => "drop.empty",
        true => "drop.nothing",
        false => "drop.changes",
    };
    let short = sections.iter().map(|part| part.lines.len()).sum::<usize>() <= SHORT;
    let parts: Vec<AnyView> = sections.iter().map(|part| section(t, part, short)).collect();
    view! {
        <p class="lead">{p.read.title.clone()}</p>
        <p>{t.get(lead)}</p>
        {not_saved(t, p)}
        {parts}
        {notes(t, p)}
        <div class="acts">
            {(!sections.is_empty()).then(|| take(t, p))}
            {back(t, p, if sections.is_empty() { "workbook.back" } else { "drop.cancel" })}
        </div>
    }
    .into_any()
}

fn filled(t: T, p: &Workbook) -> AnyView {
    view! {
        <p class="notice" role="status">{t.get("answer.notice.filled")}</p>
        {notes(t, p)}
        <p><a class="button primary" href=p.step.path(&p.about.request)>{t.get("workbook.go_on")}</a></p>
    }
    .into_any()
}

fn section(t: T, part: &Part, open: bool) -> AnyView {
    let lines: Vec<AnyView> = part
        .lines
        .iter()
        .map(|[place, old, new]| {
            view! { <tr><td>{place.clone()}</td><td>{old.clone()}</td><td>{new.clone()}</td></tr> }.into_any()
        })
        .collect();
    let more = (part.more > 0).then(|| {
        view! { <p class="quiet">{t.fmt("answer.more", &[("n", &part.more.to_string())])}</p> }
    });
    view! {
        <details class="panel compare" open=open>
            <summary><b>{part.title.clone()}</b>" · "{part.summary.clone()}</summary>
            <div class="scroll" tabindex="0">
                <table class="plain">
                    <thead><tr>
                        <th scope="col">{t.get("drop.place")}</th>
                        <th scope="col">{t.get("drop.old")}</th>
                        <th scope="col">{t.get("drop.new")}</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            {more}
        </details>
    }
    .into_any()
}

/// What else to know about the file, and what became of the answers of an older one.
fn notes(t: T, p: &Workbook) -> Option<AnyView> {
    if p.read.notices.is_empty() && p.read.groups.is_empty() {
        return None;
    }
    let list = |lines: &[String]| -> AnyView {
        let lines: Vec<AnyView> = lines.iter().map(|n| view! { <li>{n.clone()}</li> }.into_any()).collect();
        view! { <ul>{lines}</ul> }.into_any()
    };
    let notices = (!p.read.notices.is_empty()).then(|| list(&p.read.notices));
    let groups: Vec<AnyView> = p
        .read
        .groups
        .iter()
        .map(|group| view! { <h3>{group.title.clone()}</h3>{list(&group.lines)} }.into_any())
        .collect();
    let view = view! {
        <section class="panel read">
            <h2>{t.get("drop.notices")}</h2>
            {notices}
            {groups}
        </section>
    };
    Some(view.into_any())
}

/// What is told again once it was filled in.
#[derive(Serialize)]
struct Told<'a> {
    notices: &'a [String],
    groups: &'a [Group],
}

/// The button that fills it in, with what it fills in. As parts, in which thousands of rows take no more room than
/// they have.
fn take(t: T, p: &Workbook) -> AnyView {
    let changes = serde_json::to_string(&p.read.changes).unwrap_or_default();
    let told = Told { notices: &p.read.notices, groups: &p.read.groups };
    let told = serde_json::to_string(&told).unwrap_or_default();
    let typed = (!p.typed.is_empty()).then(|| serde_json::to_string(&p.typed).unwrap_or_default());
    view! {
        <form method="post" action=paths::of(paths::FILL, &p.about.request) enctype="multipart/form-data">
            <input type="hidden" name="step" value=p.step.key()/>
            <input type="hidden" name="revision" value=p.revision.to_string()/>
            <HeldText name="changes" value=changes/>
            <HeldText name="told" value=told/>
            {typed.map(|typed| view! { <HeldText name="typed" value=typed/> })}
            <button class="button primary">{t.get("drop.fill")}</button>
        </form>
    }
    .into_any()
}

/// What was typed beside the file and not saved.
fn not_saved(t: T, p: &Workbook) -> Option<AnyView> {
    if p.typed.is_empty() {
        return None;
    }
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| t.get("answer.blank"));
    let met = p.conflicts.iter().filter_map(|c| Some((label(t, &c.path)?, text(&c.theirs), text(&c.mine))));
    let met: Vec<AnyView> = met
        .map(|(label, theirs, mine)| {
            view! {
                <dt>{label}</dt>
                <dd class="typed">{t.get("answer.conflict.theirs")}": "{theirs}</dd>
                <dd class="typed">{t.get("answer.conflict.mine")}": "{mine}</dd>
            }
            .into_any()
        })
        .collect();
    let view = view! {
        <section class="panel" role="alert">
            <p>{t.get("workbook.typed")}</p>
            {(!met.is_empty()).then(|| view! { <dl class="given">{met}</dl> })}
        </section>
    };
    Some(view.into_any())
}

/// The way back to the form. What was typed and not saved goes along, for the form to ask about it.
fn back(t: T, p: &Workbook, label: &str) -> AnyView {
    if !p.typed.is_empty() {
        let (action, typed) = (p.step.path(&p.about.request), p.typed.clone());
        return view! { <TypedForm action=action typed=typed label=t.get(label) /> }.into_any();
    }
    view! { <p><a class="button" href=p.step.path(&p.about.request)>{t.get(label)}</a></p> }.into_any()
}
