//! The company-level questions A to H, each with its comment.

use super::field::{Comment, Question};
use crate::supplier::form::use_form;
use domain::template::Section;
use leptos::prelude::*;

/// The questions, while they are asked.
#[component]
pub fn Policy(section: Section) -> impl IntoView {
    let form = use_form();
    let relevant = move || form.evaluation().with(|s| s.state.is_relevant(section));
    let questions = form.template().section(section).map(|field| match field.comment_of {
        Some(_) => view! { <Comment field /> }.into_any(),
        None => view! { <Question field /> }.into_any(),
    });
    view! {
        <div class="stack-of">
            <p class="panel quiet" hidden=relevant>{form.t("answer.policy.idle")}</p>
            <div class="panel questions" hidden=move || !relevant()>{questions.collect_view()}</div>
        </div>
    }
}
