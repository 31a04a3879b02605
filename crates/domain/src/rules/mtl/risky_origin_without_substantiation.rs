//! A smelter sources from a covered country or a high-risk area, and the comment says nothing about it.

use super::number;
use crate::Location;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL006",
    name: "risky-origin-without-substantiation",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("the template's instructions recommend to substantiate; see decision 3"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        for question in [3, 4] {
            let key = metal_key(question, metal);
            if ctx.just_says(&key, "Yes") {
                out.at(Location::field(key))
                    .arg("metal", metal_text(metal))
                    .arg("question", number(question));
            }
        }
    }
}
