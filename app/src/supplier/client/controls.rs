//! What the controls show of the draft.

use super::dom;
use crate::supplier::form::Form;
use domain::{ControlName, EntryPath};

/// Shows in every control what the draft holds.
pub fn sync(form: Form) {
    let Some(root) = dom::by_id("app") else { return };
    for control in dom::controls(&root) {
        let Some(name) = control.get_attribute("name") else { continue };
        if let Some(text) = read(form, &name) {
            dom::put(&control, &text);
        }
    }
}

/// What the draft holds for the control of this name.
pub fn read(form: Form, name: &str) -> Option<String> {
    match name.parse().ok()? {
        ControlName::Entry(EntryPath::Field(key)) => Some(form.answer(&key)),
        ControlName::Entry(EntryPath::Why(what)) => {
            let key = what.to_string();
            Some(form.with(|d| d.draft.explanations.get(&key).cloned().unwrap_or_default()))
        }
        ControlName::Entry(EntryPath::Row(..)) => None,
        ControlName::Cell(table, row, col) => Some(form.cell(table, row, col)),
    }
}
