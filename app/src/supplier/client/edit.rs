//! What is typed goes into the draft, and from there to rules and server.

use super::check::{check, check_soon};
use super::controls::{read, sync};
use super::parts::{self, Part, Rules};
use super::{dom, net, unsaved};
use crate::supplier::form::Form;
use crate::supplier::rows::parse_cell_name;
use domain::draft::row_path;
use domain::{ControlName, EntryPath, Location, RowId, Table};
use leptos::prelude::*;
use web_sys::{Element, Event};

/// A control changed.
pub fn on_input(form: Form, _: &Event, target: &Element) {
    let Some(name) = target.get_attribute("name") else { return };
    let Some(text) = dom::value(target) else { return };
    write(form, &name, &text);
    // A row that is shown whole has its cells twice on the page.
    if form.editing().get_untracked().is_some() {
        sync(form);
    }
}

/// Takes over what stands in controls and not in the draft: what fills forms in by itself sets values, and tells of it
/// late or never.
pub fn gather(form: Form) {
    let Some(root) = dom::by_id("app") else { return };
    for control in dom::controls(&root) {
        gather_from(form, &control);
    }
}

fn gather_from(form: Form, control: &Element) {
    let (Some(name), Some(text)) = (control.get_attribute("name"), dom::value(control)) else { return };
    // The controls of a row that was removed may still be there for a moment.
    let gone = parse_cell_name(&name).is_some_and(|(table, row, _)| form.row_number(table, row) == 0);
    if !gone && read(form, &name).is_some_and(|old| old != text && !dom::shows(control, &old)) {
        write(form, &name, &text);
    }
}

/// Writes an entry by the name of its control, and has it checked and saved.
pub fn write(form: Form, name: &str, text: &str) {
    let shorter = read(form, name).is_some_and(|old| old.len() > text.len());
    match name.parse() {
        Ok(ControlName::Entry(EntryPath::Field(key))) => {
            form.change(|d| d.draft.declaration.set(&key, text));
            unsaved::typed(form, vec![name.to_owned()]);
            check_soon(form, &Location::field(key));
        }
        Ok(ControlName::Entry(EntryPath::Why(what))) => {
            let key = what.to_string();
            form.change(|d| match text.is_empty() {
                true => drop(d.draft.explanations.remove(&key)),
                false => drop(d.draft.explanations.insert(key, text.to_owned())),
            });
            form.explained().notify();
            unsaved::typed(form, vec![name.to_owned()]);
        }
        Ok(ControlName::Cell(table, row, col)) => {
            let added = form.change(|d| d.set_cell(table, row, col, text));
            unsaved::typed(form, vec![row_path(table, row)]);
            if added {
                form.rows().notify();
            }
            check_soon(form, &Location::row(table, row));
        }
        Ok(ControlName::Entry(EntryPath::Row(..))) | Err(_) => {}
    }
    if shorter {
        unsaved::retry_full(form);
    }
}

/// A control was left with another value than it was entered with.
pub fn on_change(form: Form, _: &Event, target: &Element) {
    gather_from(form, target);
    let name = target.get_attribute("name").unwrap_or_default();
    if let Some((table, row, col)) = parse_cell_name(&name)
        && table == Table::SMELTERS
    {
        complete(form, Some(row));
        if col == "metal" {
            propose(form, row);
        }
    }
}

/// The focus left a control: a missing answer is now one.
pub fn on_leave(form: Form, _: &Event, target: &Element) {
    gather_from(form, target);
    let name = target.get_attribute("name").unwrap_or_default();
    if let Ok(ControlName::Entry(EntryPath::Field(key))) = name.parse()
        && !form.touched().with_untracked(|t| t.contains(&key))
    {
        form.touched().update(|t| t.push(key));
    }
}

/// Completes one row of the smelter list, or all, as the server does too, and shows and saves what that changed; when the
/// rules are here.
pub fn complete(form: Form, only: Option<RowId>) {
    parts::when_here(Part::Rules, move |_| {
        if let Some(rules) = parts::here().rules {
            complete_by(rules, form, only);
        }
    });
}

fn complete_by(rules: Rules, form: Form, only: Option<RowId>) {
    let changed = (rules.complete)(form, only);
    if changed.is_empty() {
        return;
    }
    sync(form);
    changed.iter().for_each(|row| propose(form, *row));
    unsaved::typed(form, changed.iter().map(|row| row_path(Table::SMELTERS, *row)).collect());
    match only {
        Some(row) => check_soon(form, &Location::Row { table: Table::SMELTERS, row, col: None }),
        None => check(form),
    }
}

/// The look-up of a row proposes the names of its metal.
fn propose(form: Form, row: RowId) {
    let Some(metal) = form.template().metal(&form.cell(Table::SMELTERS, row, "metal")) else { return };
    let id = ["smelter.", &row.0.to_string(), ".lookup"].concat();
    for id in [["edit.", &id].concat(), id] {
        if let Some(control) = dom::by_id(&id) {
            let _ = control.set_attribute("list", &["names-", metal.key()].concat());
        }
    }
}

/// Fetches the reference list, where there is one, once there is something to look up in it: a first view without
/// smelters does not wait for it.
pub fn references_when_needed(form: Form) {
    Effect::new(move |_| {
        form.rows().track();
        let here = form.step().get().table() == Some(Table::SMELTERS);
        if here || form.with(|d| d.row_count(Table::SMELTERS)) > 0 {
            parts::when_here(Part::Rules, move |here| {
                if here {
                    fetch_references(form);
                }
            });
        }
    });
}

/// Fetches it once, and checks again with it. What failed is tried again when it is needed the next time.
fn fetch_references(form: Form) {
    let Some(url) = form.change(|d| d.page.references.take()) else { return };
    net::send(&url.clone(), None, move |outcome| {
        let rules = parts::here().rules;
        let read = |text: String| rules.and_then(|rules| (rules.references)(&text));
        let Some(references) = outcome.ok().and_then(read) else {
            form.change(|d| d.page.references = Some(url));
            return;
        };
        form.change(|d| d.references = references);
        form.lists().notify();
        check(form);
        // What was pasted or imported before the list was here.
        complete(form, None);
    });
}
