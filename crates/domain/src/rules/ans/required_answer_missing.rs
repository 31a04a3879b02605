//! A question that is asked and must be answered is blank.

use super::label;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::template::Layout;
use crate::{Argument, Location, answer};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "ANS001",
    name: "required-answer-missing",
    class: Class::Incomplete,
    severity: Severity::Error,
    source: Source::Differs("rows 4 to 63: the official checker takes a lone space for an answer"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for (field, raw) in ctx.asked() {
        // The address of the policy has a rule of its own: POL001.
        let ours = field.comment_of.is_none() && ctx.state.field(&field.key).required;
        if ours && answer::is_blank(raw) {
            // A question is answered, a field is filled in.
            let filled = ctx.template.layout(field.section) == Some(Layout::Fields);
            let (what, todo) = match filled && field.options().is_empty() {
                true => (Argument::text(format!("field.{}.fill", field.text)), "".into()),
                false => {
                    (Argument::with("list.unanswered", label(field), ""), Argument::text("list.answer_it"))
                }
            };
            out.at(Location::field(&*field.key)).arg("what", what).arg("todo", todo);
        }
    }
}
