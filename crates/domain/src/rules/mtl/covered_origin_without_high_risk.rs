//! A smelter sources from a covered country (Q3 Yes), none from a high-risk area (Q4 No), and nothing says why.

use crate::Location;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL013",
    name: "covered-origin-without-high-risk",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours(
        "the template's own instructions: question 4 is Yes if any smelter sources from covered countries or from conflict-affected and high-risk areas",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        let key = metal_key(4, metal);
        if ctx.just_says(&key, "No") && ctx.says(&metal_key(3, metal), "Yes") {
            out.at(Location::field(key)).arg("metal", metal_text(metal));
        }
    }
}
