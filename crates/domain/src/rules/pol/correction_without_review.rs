//! Wrong answers are corrected (G Yes) although no answers are reviewed (F No).

use crate::Location;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "POL006",
    name: "correction-without-review",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours("the official checker does not compare answers"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    if ctx.says("f", "No") && ctx.says("g", "Yes") {
        out.at(Location::field("g"));
    }
}
