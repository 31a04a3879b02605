//! The company block.

use super::field::Question;
use crate::supplier::form::use_form;
use domain::template::Section;
use leptos::prelude::*;

/// Its questions.
#[component]
pub fn Company(section: Section) -> impl IntoView {
    let fields = use_form().template().section(section);
    let questions = fields.map(|field| view! { <Question field /> }).collect_view();
    view! { <div class="panel questions two">{questions}</div> }
}
