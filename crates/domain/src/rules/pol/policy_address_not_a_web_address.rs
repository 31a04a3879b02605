//! The policy is public, but what stands for its web address is none.

use crate::Location;
use crate::rules::context::quoted;
use crate::rules::words::has_web_address;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "POL002",
    name: "policy-address-not-a-web-address",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("row 56 takes any two characters"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let text = ctx.text("b.comment");
    if ctx.choice("b") == Some("Yes") && text.chars().nth(1).is_some() && !has_web_address(text) {
        out.at(Location::field("b.comment")).arg("answer", quoted(text));
    }
}
