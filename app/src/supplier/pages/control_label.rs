//! What controls of the form are about, on pages that show what was typed into them.

use crate::kit::texts;
use domain::template::{Field, versions};
use domain::{ControlName, EntryPath};

/// What the control of this name is about; nothing for those that are no answers.
pub fn control_label(name: &str) -> Option<String> {
    let t = texts();
    Some(match name.parse().ok()? {
        ControlName::Entry(EntryPath::Field(key)) => {
            field_label(versions().iter().flat_map(|v| &v.fields).rfind(|field| field.key == key)?)
        }
        ControlName::Entry(EntryPath::Row(table, _)) => {
            t.get(&format!("section.{}s", table.key())).to_owned()
        }
        ControlName::Entry(_) => t.get("answer.review.explain").to_owned(),
        ControlName::Cell(table, _, col) => t.get(&format!("column.{}.{col}", table.key())).to_owned(),
    })
}

fn field_label(field: &Field) -> String {
    let t = texts();
    let label = format!("field.{}.label", field.text);
    match field.metal {
        Some(metal) => format!("{} · {}", t.get(&format!("metal.{}", metal.key())), t.get(&label)),
        None => t.get(&label).to_owned(),
    }
}
