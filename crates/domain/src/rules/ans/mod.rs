//! Rules about any answer, wherever it stands.

pub mod answer_not_in_list;
pub mod answer_with_stray_space;
pub mod required_answer_missing;

use crate::Argument;
use crate::template::Field;

/// The argument that names a field.
fn label(field: &Field) -> Argument {
    Argument::text(format!("field.{}.label", field.text))
}
