//! Not all smelters of a metal are identified.

use super::{is_claimed_complete, survey_is_incomplete};
use crate::Location;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL004",
    name: "smelters-not-all-identified",
    class: Class::Incomplete,
    severity: Severity::Warning,
    source: Source::Ours("a truthful No that leaves a gap; see decision 3"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        // Where suppliers have not answered, MTL002 or MTL003 asks about the same gap.
        let not_all = ctx.metal_says(7, metal, "No");
        if not_all && !survey_is_incomplete(ctx, metal) && !is_claimed_complete(ctx, metal) {
            out.at(Location::field(metal_key(7, metal))).arg("metal", metal_text(metal));
        }
    }
}
