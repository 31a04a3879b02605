//! A yearly disclosure is filed (H) although there is no policy (A) or no due diligence (D).

use crate::Location;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "POL007",
    name: "disclosure-without-programme",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours("the official checker does not compare answers"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    if ctx.says("h", "Yes") && (ctx.says("a", "No") || ctx.says("d", "No")) {
        out.at(Location::field("h"));
    }
}
