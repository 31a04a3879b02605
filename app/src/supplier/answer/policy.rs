//! The company-level questions A to H, each with its comment.

use super::field::{comment, question};
use crate::kit::el::{El, el};
use crate::supplier::form::{Form, Say};
use domain::template::Section;

/// Draws them.
pub fn policy(form: Form) -> El {
    let fields = form.template().section(Section::Policy);
    let questions = fields.map(|f| if f.comment_of.is_some() { comment(form, f) } else { question(form, f) });
    let relevant = move || form.seen().with(|s| s.state.is_relevant(Section::Policy));
    el("div;class=stack-of")
        .with(el("p;class=panel quiet").hide(relevant).say(form, "answer.policy.idle"))
        .with(el("div;class=panel questions").hide(move || !relevant()).all(questions))
}
