//! The company block.

use super::field::question;
use crate::supplier::form::Form;
use domain::template::Section;
use leptos::prelude::*;

/// Draws it.
pub fn company(form: Form) -> AnyView {
    let fields = form.template().section(Section::Company);
    let questions: Vec<AnyView> = fields.map(|f| question(form, f)).collect();
    view! { <div class="panel questions two">{questions}</div> }.into_any()
}
