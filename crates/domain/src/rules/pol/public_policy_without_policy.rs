//! There is no policy, yet it is public.

use crate::Location;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "POL003",
    name: "public-policy-without-policy",
    class: Class::Inconsistent,
    severity: Severity::Error,
    source: Source::Ours("the official checker does not compare answers"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    if ctx.says("a", "No") && ctx.says("b", "Yes") {
        out.at(Location::field("b"));
    }
}
