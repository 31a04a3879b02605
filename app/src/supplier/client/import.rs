//! A workbook dropped on the form: read in a worker, shown, and filled in on the person's word.

use crate::kit::el::Node;
use crate::supplier::form::Form;
use crate::supplier::model::Step;
use web_sys::{Element, Event};

/// The place to drop a workbook.
pub fn import_view(_form: Form, _step: Step) -> Vec<Node> {
    Vec::new()
}

/// Says that a file may be dropped here.
pub fn on_drag(_form: Form, event: &Event, _: &Element) {
    event.prevent_default();
}

/// A file was dropped.
pub fn on_drop(_form: Form, event: &Event, _: &Element) {
    event.prevent_default();
}

/// A file was chosen.
pub fn on_file(_form: Form, _: &Element) {}

/// Fills in what was read, or puts it away.
pub fn act(_form: Form, _act: &str) {}
