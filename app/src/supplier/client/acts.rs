//! What buttons and links do when the form is live. Each carries its act as `data-act`.

use super::{dom, edit, import, local, navigate, rows, save};
use crate::kit::signals::*;
use crate::supplier::answer::{open_queries, unexplained};
use crate::supplier::form::Form;
use crate::supplier::model::Step;
use domain::{Change, Severity, Table};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlFormElement, MouseEvent};

/// A click: on something that acts, or inside it.
pub fn on_click(form: Form, event: &Event, target: &Element) {
    let Ok(Some(actor)) = target.closest("[data-act]") else { return };
    let act = actor.get_attribute("data-act").unwrap_or_default();
    let value = |name: &str| actor.get_attribute(name).unwrap_or_default();
    // A link opened in another tab is the browser's business.
    if event.dyn_ref::<MouseEvent>().is_some_and(|m| m.ctrl_key() || m.meta_key() || m.shift_key()) {
        return;
    }
    event.prevent_default();
    edit::gather(form);
    match act.as_str() {
        "step" => {
            if let Some(step) = Step::parse(&value("data-step")) {
                save::now(form);
                navigate::go(form, step);
            }
        }
        "go" => navigate::go_to(form, &value("data-to")),
        "next" => next(form),
        "add" => {
            if let Some(table) = Table::parse(&value("data-table")) {
                rows::add(form, table);
            }
        }
        "edit" | "duplicate" | "delete" => {
            let Ok(Some(row)) = actor.closest("[data-row]") else { return };
            let id = row.get_attribute("data-row").and_then(|id| id.parse().ok()).unwrap_or(0);
            if let Some(table) = form.step().get_untracked().table() {
                rows::act(form, &act, table, domain::RowId(id));
            }
        }
        "leave" => leave(form),
        "close" => form.editing().set(None),
        "offer" => offered(form),
        "dismiss" => {
            if form.offer().get_untracked() == Some("restore") {
                local::dismiss(form);
            }
            quiet(form);
        }
        // A sentence that stands ready in the button.
        "write" => {
            edit::write(form, &value("name"), &value("value"));
            edit::sync(form);
        }
        "clear" => clear(form, &value("value")),
        "mine" | "theirs" => settle(form, &act, &value("value")),
        "fill" | "cancel" => import::act(form, &act),
        _ => {}
    }
}

/// Says something, and offers an act with it, or none.
pub fn say(form: Form, text: String, offer: Option<&'static str>) {
    form.notice().set(text);
    form.offer().set(offer);
}

/// Puts the notice away; what it may have covered comes up again.
fn quiet(form: Form) {
    say(form, String::new(), None);
    local::remind(form);
}

fn offered(form: Form) {
    match form.offer().get_untracked() {
        Some("restore") => local::restore(form),
        Some("undo") => rows::undo(form),
        _ => {}
    }
    quiet(form);
}

/// A conflict is settled: this tab's text is written over the stored one, or the stored one is taken in.
fn settle(form: Form, act: &str, path: &str) {
    let mut settled = None;
    form.conflicts().update(|list| {
        if let Some(i) = list.iter().position(|c| c.path == path) {
            settled = Some(list.remove(i));
        }
    });
    let Some(conflict) = settled else { return };
    let here = save::stands(form, path);
    let value = match act {
        // What stands in the form, typed since the conflict was seen; or else what it was then.
        "mine" if here != conflict.theirs => here,
        "mine" => conflict.mine,
        _ => conflict.theirs,
    };
    save::take(form, &[Change { path: path.to_owned(), value }]);
    // The saved one is sent, too: it costs nothing where it still stands, and if it does not, that is told.
    save::dirty(form, path.to_owned());
}

/// Takes out what would not be sent: in one section, or everywhere.
fn clear(form: Form, section: &str) {
    let left = form.with(|d| {
        let state = domain::evaluate(d.template, &d.draft.declaration);
        domain::engine::leftovers(d.template, &state, &d.draft.declaration)
    });
    let here = left.into_iter().filter(|(of, _)| section.is_empty() || of.key() == section);
    let changes: Vec<Change> = here.map(|(_, path)| Change { path, value: None }).collect();
    save::take(form, &changes);
    save::dirty_all(form, changes.into_iter().map(|change| change.path).collect());
    navigate::focus_soon("title");
}

/// The button at the end of a step.
fn next(form: Form) {
    let step = form.step().get_untracked();
    if step != Step::Review {
        save::now(form);
        navigate::go(form, form.next(step));
        return;
    }
    form.strict().set(true);
    if !save::held(form).is_empty() {
        // What is shown and what would be sent differ until the person has acted.
        let chosen = form.conflicts().with_untracked(Vec::is_empty);
        navigate::focus_soon(if chosen { "main" } else { "conflicts-title" });
    } else if form.settled().with_untracked(|s| s.count(Severity::Error)) > 0 {
        navigate::focus_soon("verdict");
    } else if !untrack(|| open_queries(form)).is_empty() {
        navigate::focus_soon("open-queries");
    } else if untrack(|| unexplained(form)) > 0 {
        let Some(root) = dom::by_id("form") else { return };
        let mut all = dom::all(&root, "textarea").into_iter();
        let empty = all.find(|c| dom::value(c).is_some_and(|v| v.trim().is_empty()));
        if let Some(empty) = empty {
            dom::focus(&empty);
        }
    } else {
        save::and_then(form, submit);
    }
}

/// Everything is saved: the form itself goes.
fn submit(form: Form) {
    let blocked = form.settled().with_untracked(|s| s.count(Severity::Error)) > 0;
    let torn = !save::held(form).is_empty();
    if form.step().get_untracked() != Step::Review || blocked || torn {
        return;
    }
    if let Some(form) = dom::by_id("form").and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.submit();
    }
}

/// Signs out, once everything is saved that can be. What cannot be is kept on this device, as ever.
fn leave(form: Form) {
    if save::held(form).is_empty() {
        save::and_then(form, post_leave);
    } else {
        save::now(form);
        post_leave(form);
    }
}

fn post_leave(_: Form) {
    if let Some(form) = dom::by_id("leave").and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.submit();
    }
}

/// Enter in a field, or a submit button that no act took: saves, and stays.
pub fn on_submit(form: Form, event: &Event, target: &Element) {
    edit::gather(form);
    if target.id() == "form" {
        event.prevent_default();
        save::now(form);
    } else {
        save::now(form);
        edit::sync(form);
    }
}
