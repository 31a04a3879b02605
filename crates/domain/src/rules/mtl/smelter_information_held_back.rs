//! Not all smelter information that was received is in the declaration.

use crate::Location;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL005",
    name: "smelter-information-held-back",
    class: Class::Incomplete,
    severity: Severity::Warning,
    source: Source::Ours("a truthful No that leaves a gap; see decision 3"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        if ctx.metal_says(8, metal, "No") {
            out.at(Location::field(metal_key(8, metal))).arg("metal", metal_text(metal));
        }
    }
}
