//! All smelters are said to be identified, although not all suppliers have answered.

use super::{option_arg, survey_is_incomplete};
use crate::Location;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL010",
    name: "all-identified-without-all-answers",
    class: Class::Inconsistent,
    severity: Severity::Error,
    source: Source::Ours("the official checker does not compare answers"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        if ctx.metal_says(7, metal, "Yes") && survey_is_incomplete(ctx, metal) {
            out.at(Location::field(metal_key(7, metal)))
                .arg("metal", metal_text(metal))
                .arg("answer", option_arg(ctx.metal_choice(6, metal)));
        }
    }
}
