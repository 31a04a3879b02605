//! The policy is public, but its web address is missing.

use crate::Location;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "POL001",
    name: "policy-address-missing",
    class: Class::Incomplete,
    severity: Severity::Error,
    source: Source::Same("row 56"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    if ctx.choice("b") == Some("Yes") && ctx.text("b.comment").chars().nth(1).is_none() {
        out.at(Location::field("b.comment"));
    }
}
