//! What buttons and links do when the form is live. Each carries its act as `data-action`.

use super::focus::focus_soon;
use super::notice::say;
use super::{controls, dom, edit, last, navigate, parts, saver};
use crate::supplier::answer::{open_queries, unexplained};
use crate::supplier::form::Form;
use crate::supplier::model::Step;
use crate::supplier::saving::{Event as Saving, Then};
use domain::{Change, Severity, Table};
use leptos::prelude::*;
use web_sys::Element;

/// Something was pressed that acts.
pub fn click(form: Form, actor: &Element) {
    let act = actor.get_attribute("data-action").unwrap_or_default();
    let value = |name: &str| actor.get_attribute(name).unwrap_or_default();
    match act.as_str() {
        "step" => {
            if let Some(step) = Step::find(&value("data-step"), form.template()) {
                saver::notify(form, Saving::Save);
                navigate::go(form, step);
            }
        }
        "go" => navigate::go_to(form, &value("data-to")),
        "next" => next(form),
        "add" => {
            if let (Some(rows), Some(table)) = (parts::here().rows, Table::parse(&value("data-table"))) {
                (rows.add)(form, table);
            }
        }
        "edit" | "duplicate" | "delete" => {
            let Ok(Some(row)) = actor.closest("[data-row]") else { return };
            let id = row.get_attribute("data-row").and_then(|id| id.parse().ok()).unwrap_or(0);
            if let (Some(rows), Some(table)) = (parts::here().rows, form.step().get_untracked().table()) {
                (rows.act)(form, &act, table, domain::RowId(id));
            }
        }
        "leave" => leave(form),
        "download" => download(form),
        "close" => form.editing().set(None),
        "offer" => offered(form),
        "dismiss" => {
            if form.offer().get_untracked() == Some("restore") {
                saver::dismiss(form);
            }
            quiet(form);
        }
        // A sentence that stands ready in the button.
        "write" => {
            edit::write(form, &value("name"), &value("value"));
            controls::sync(form);
        }
        "clear" => clear(form, &value("value")),
        "mine" | "theirs" => saver::settle(form, &act, &value("value")),
        "fill" | "cancel" => {
            if let Some(import) = parts::here().import {
                (import.act)(form, &act);
            }
        }
        _ => {}
    }
}

/// Puts the notice away; what it may have covered comes up again.
fn quiet(form: Form) {
    say(form, String::new(), None);
    saver::remind(form);
}

fn offered(form: Form) {
    match form.offer().get_untracked() {
        Some("restore") => saver::restore(form),
        Some("undo") => {
            if let Some(rows) = parts::here().rows {
                (rows.undo)(form);
            }
        }
        Some("page") => navigate::load(form),
        _ => {}
    }
    quiet(form);
}

/// Takes out what would not be sent: in one section, or everywhere.
fn clear(form: Form, section: &str) {
    let left = form.with(|d| {
        let state = domain::evaluate(d.template, &d.draft.declaration);
        domain::engine::leftovers(d.template, &state, &d.draft.declaration)
    });
    let here = left.into_iter().filter(|(of, _)| section.is_empty() || of.key() == section);
    saver::write(form, here.map(|(_, path)| Change { path, value: None }).collect());
    focus_soon("title");
}

/// The button at the end of a step.
fn next(form: Form) {
    let step = form.step().get_untracked();
    if step != Step::Review {
        saver::notify(form, Saving::Save);
        navigate::go(form, form.next(step));
        return;
    }
    form.show_missing().set(true);
    if !saver::blocked().is_empty() {
        // What is shown and what would be sent differ until the person has acted.
        let chosen = form.conflicts().with_untracked(Vec::is_empty);
        focus_soon(if chosen { "main" } else { "conflicts-title" });
    } else if form.full_evaluation().with_untracked(|s| s.count(Severity::Error)) > 0 {
        focus_soon("verdict");
    } else if !untrack(|| open_queries(form)).is_empty() {
        focus_soon("open-queries");
    } else if untrack(|| unexplained(form)) > 0 {
        let Some(root) = dom::by_id("form") else { return };
        let mut all = dom::all(&root, "textarea").into_iter();
        let empty = all.find(|c| dom::value(c).is_some_and(|v| v.trim().is_empty()));
        if let Some(empty) = empty {
            dom::focus(&empty);
        }
    } else {
        saver::notify(form, Saving::Then(Then::Submit));
    }
}

/// Signs out, once everything is saved that can be. What cannot be is kept on this device, as ever.
fn leave(form: Form) {
    if saver::blocked().is_empty() {
        saver::notify(form, Saving::Then(Then::Leave));
    } else {
        saver::notify(form, Saving::Save);
        last::leave();
    }
}

/// Downloads the answers, once everything is saved that can be.
fn download(form: Form) {
    if saver::blocked().is_empty() {
        saver::notify(form, Saving::Then(Then::Download));
    } else {
        saver::notify(form, Saving::Save);
        last::download(form);
    }
}
