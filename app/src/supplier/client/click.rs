//! What buttons and links do when the form is live.

use super::focus::focus_soon;
use super::notice::say;
use super::saver::{self, Side};
use super::{controls, dom, edit, last, navigate, parts};
use crate::supplier::action::{Action, Offer};
use crate::supplier::answer::{open_queries, parse_location, unexplained};
use crate::supplier::form::Form;
use crate::supplier::model::Step;
use crate::supplier::saving::{Event as Saving, Then};
use domain::{Change, Location, RowId, Severity, Table, Template};
use leptos::prelude::*;
use web_sys::Element;

/// What was pressed, and what it says about its act.
struct Actor<'a>(&'a Element);

impl Actor<'_> {
    fn action(&self) -> Option<Action> {
        self.attribute("data-action").parse().ok()
    }

    fn step(&self, template: &Template) -> Option<Step> {
        Step::find(&self.attribute("data-step"), template)
    }

    fn place(&self) -> Location {
        parse_location(&self.attribute("data-to"))
    }

    fn table(&self) -> Option<Table> {
        Table::parse(&self.attribute("data-table"))
    }

    /// The row that it stands in.
    fn row(&self) -> Option<RowId> {
        let row = self.0.closest("[data-row]").ok()??;
        row.get_attribute("data-row")?.parse().ok().map(RowId)
    }

    /// Its value: a text, a section or a path, as its act has it.
    fn value(&self) -> String {
        self.attribute("value")
    }

    fn attribute(&self, name: &str) -> String {
        self.0.get_attribute(name).unwrap_or_default()
    }
}

/// Something was pressed that acts.
pub fn click(form: Form, pressed: &Element) {
    let actor = Actor(pressed);
    let Some(action) = actor.action() else { return };
    // What stands in a row, on the step of its table.
    let row = || Some((form.step().get_untracked().table()?, actor.row()?));
    match action {
        Action::Step => {
            if let Some(step) = actor.step(form.template()) {
                saver::notify(form, Saving::Save);
                navigate::go(form, step);
            }
        }
        Action::Go => navigate::go_to(form, actor.place()),
        Action::Next => next(form),
        Action::Add => {
            if let (Some(rows), Some(table)) = (parts::here().rows, actor.table()) {
                (rows.add)(form, table);
            }
        }
        Action::Edit => {
            if let Some(row) = row() {
                form.editing().set(Some(row));
            }
        }
        Action::Duplicate => {
            if let (Some(rows), Some((table, row))) = (parts::here().rows, row()) {
                (rows.duplicate)(form, table, row);
            }
        }
        Action::Delete => {
            if let (Some(rows), Some((table, row))) = (parts::here().rows, row()) {
                (rows.delete)(form, table, row);
            }
        }
        Action::Close => form.editing().set(None),
        Action::Leave => leave(form),
        Action::Download => download(form),
        Action::Offer => offered(form),
        Action::Dismiss => {
            if form.offer().get_untracked() == Some(Offer::Restore) {
                saver::dismiss(form);
            }
            quiet(form);
        }
        // A sentence that stands ready in the button.
        Action::Write => {
            edit::write(form, &actor.attribute("name"), &actor.value());
            controls::sync(form);
        }
        Action::Clear => clear(form, &actor.value()),
        Action::Mine => saver::settle(form, Side::Mine, &actor.value()),
        Action::Theirs => saver::settle(form, Side::Theirs, &actor.value()),
        Action::Fill => {
            if let Some(import) = parts::here().import {
                (import.fill)(form);
            }
        }
        Action::Cancel => {
            if let Some(import) = parts::here().import {
                (import.cancel)(form);
            }
        }
    }
}

/// Puts the notice away; what it may have covered comes up again.
fn quiet(form: Form) {
    say(form, String::new(), None);
    saver::remind(form);
}

fn offered(form: Form) {
    match form.offer().get_untracked() {
        Some(Offer::Restore) => saver::restore(form),
        Some(Offer::Undo) => {
            if let Some(rows) = parts::here().rows {
                (rows.undo)(form);
            }
        }
        Some(Offer::Page) => navigate::load(form),
        None => {}
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
    if !saver::blocked(form).is_empty() {
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
    if saver::blocked(form).is_empty() {
        saver::notify(form, Saving::Then(Then::Leave));
    } else {
        saver::notify(form, Saving::Save);
        last::leave();
    }
}

/// Downloads the answers, once everything is saved that can be.
fn download(form: Form) {
    if saver::blocked(form).is_empty() {
        saver::notify(form, Saving::Then(Then::Download));
    } else {
        saver::notify(form, Saving::Save);
        last::download(form);
    }
}
