//! All suppliers have answered and all smelters are known, yet where the metal comes from is not (Q3 or Q4 Unknown).

use crate::Location;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "REV001",
    name: "origin-unknown-though-all-known",
    class: Class::Incomplete,
    severity: Severity::Warning,
    source: Source::Ours(
        "a risk that the reviewer weighs; suppliers are not asked to explain what they do not know",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        // Where the survey has gaps, MTL002 to MTL004 have asked about them already.
        if !ctx.metal_says(6, metal, "100%") || !ctx.metal_says(7, metal, "Yes") {
            continue;
        }
        for question in [3, 4] {
            if ctx.metal_says(question, metal, "Unknown") {
                out.at(Location::field(metal_key(question, metal)))
                    .arg("metal", metal_text(metal))
                    .arg("question", format!("Q{question}"));
            }
        }
    }
}
