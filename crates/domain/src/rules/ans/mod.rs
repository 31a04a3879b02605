//! Rules about any answer, wherever it stands.

mod answer_not_in_list;
mod answer_with_stray_space;
mod required_answer_missing;

super::registry::family! {
    form:
        required_answer_missing,
        answer_not_in_list,
        answer_with_stray_space;
}

use crate::Argument;
use crate::template::Field;

/// The argument that names a field.
fn label(field: &Field) -> Argument {
    Argument::text(format!("field.{}.label", field.text))
}
