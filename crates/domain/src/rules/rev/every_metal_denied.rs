//! None of the four metals is in the products, and nothing says why.

use crate::rules::context::metal_key;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, Metal};

pub static RULE: Rule = Rule {
    code: "REV002",
    name: "every-metal-denied",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("the template's instructions recommend to substantiate such an answer"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let denied = |metal: Metal| ctx.metal_says(1, metal, "No") || ctx.metal_says(2, metal, "No");
    let says_why =
        |metal: Metal| (1..=2).any(|q| !ctx.text(&format!("{}.comment", metal_key(q, metal))).is_empty());
    if ctx.template.metals.iter().copied().all(denied) && !ctx.template.metals.iter().copied().any(says_why) {
        out.at(Location::field("q1.tantalum.comment"));
    }
}
