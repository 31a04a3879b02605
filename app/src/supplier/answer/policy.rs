//! The company-level questions A to H, each with its comment.

use super::field::{comment, question};
use crate::kit::el::{El, div, el};
use crate::supplier::form::Form;
use domain::template::Section;
use leptos::prelude::*;

/// Draws them.
pub fn policy(form: Form) -> El {
    let fields = form.template().section(Section::Policy);
    let questions = fields.map(|f| if f.comment_of.is_some() { comment(form, f) } else { question(form, f) });
    let relevant = move || form.seen.with(|s| s.state.is_relevant(Section::Policy));
    div("stack-of")
        .with(el("p").class("panel quiet").hide(relevant).with(form.t("answer.policy.idle")))
        .with(div("panel questions").hide(move || !relevant()).all(questions))
}
