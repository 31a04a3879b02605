//! The company block.

use super::field::question;
use crate::kit::el::{El, el};
use crate::supplier::form::Form;
use domain::template::Section;

/// Draws it.
pub fn company(form: Form) -> El {
    let fields = form.template().section(Section::Company);
    el("div;class=panel questions two").all(fields.map(|f| question(form, f)))
}
