//! The company-level questions A to H, each with its comment.

use super::field::{comment, question};
use crate::supplier::form::Form;
use domain::template::Section;
use leptos::prelude::*;

/// Draws them.
pub fn policy(form: Form) -> AnyView {
    let fields = form.template().section(Section::Policy);
    let questions: Vec<AnyView> =
        fields.map(|f| if f.comment_of.is_some() { comment(form, f) } else { question(form, f) }).collect();
    let idle = move || form.seen.with(|s| s.state.is_relevant(Section::Policy));
    view! {
        <p class="panel quiet" hidden=idle>{form.t("answer.policy.idle")}</p>
        <div class="panel questions" hidden=move || !idle()>{questions}</div>
    }
    .into_any()
}
