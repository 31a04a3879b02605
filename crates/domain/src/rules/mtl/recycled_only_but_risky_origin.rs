//! All of a metal is recycled (Q5 Yes), yet a smelter sources from a covered country or a high-risk area (Q3, Q4 Yes).

use super::{number, recycled_only_but_mined::has_mined_row};
use crate::Location;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL017",
    name: "recycled-only-but-risky-origin",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours("the official checker does not compare answers"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        let risky: Vec<String> =
            [3, 4].into_iter().filter(|q| ctx.metal_says(*q, metal, "Yes")).map(number).collect();
        // A row that was mined says more: MTL012.
        if ctx.metal_says(5, metal, "Yes") && !risky.is_empty() && !has_mined_row(ctx, metal) {
            out.at(Location::field(metal_key(5, metal)))
                .arg("metal", metal_text(metal))
                .arg("question", risky.join(", "));
        }
    }
}
