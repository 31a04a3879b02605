//! What the controls show of the draft.

use super::dom;
use crate::supplier::form::Form;
use crate::supplier::rows::parse_cell_name;

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
    if let Some(key) = name.strip_prefix("f:") {
        return Some(form.answer(key));
    }
    if let Some(key) = name.strip_prefix("why:") {
        return Some(form.with(|d| d.draft.explanations.get(key).cloned().unwrap_or_default()));
    }
    let (table, row, col) = parse_cell_name(name)?;
    Some(form.cell(table, row, col))
}
