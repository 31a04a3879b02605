//! An answer is none of the values that the question allows.

use super::label;
use crate::rules::context::shown;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, answer};

pub static RULE: Rule = Rule {
    code: "ANS002",
    name: "answer-not-in-list",
    class: Class::Inaccurate,
    severity: Severity::Error,
    source: Source::Ours("the official checker never compares an answer with its list"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for (field, raw) in ctx.asked() {
        if !field.options().is_empty() && !answer::is_blank(raw) && field.option(raw).is_none() {
            let (answer, space) = shown(raw);
            out.at(Location::field(&*field.key))
                .arg("field", label(field))
                .arg("answer", answer)
                .arg("space", space);
        }
    }
}
