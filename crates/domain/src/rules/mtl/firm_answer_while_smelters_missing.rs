//! A firm answer about all smelters of a metal (Q4 No, Q5 Yes), although not all of them are identified (Q7 No).

use super::{number, option_arg};
use crate::Location;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL018",
    name: "firm-answer-while-smelters-missing",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours("the official checker does not compare answers; the same said by Q3 is MTL009"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        for (question, firm) in [(4, "No"), (5, "Yes")] {
            if ctx.metal_says(7, metal, "No") && ctx.metal_says(question, metal, firm) {
                out.at(Location::field(metal_key(question, metal)))
                    .arg("metal", metal_text(metal))
                    .arg("question", number(question))
                    .arg("said", option_arg(Some(firm)));
            }
        }
    }
}
