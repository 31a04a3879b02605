//! The survey uses another format (E), which is not described.

use crate::Location;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "POL004",
    name: "other-survey-not-described",
    class: Class::Incomplete,
    severity: Severity::Warning,
    source: Source::Ours(
        "the answer itself asks for a description; the official checker does not look for one",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    if ctx.just_says("e", "Yes, using") {
        out.at(Location::field("e.comment"));
    }
}
