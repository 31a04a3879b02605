//! A metal is answered No, yet questions that this No closes are answered.

use super::{closing_no, number};
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Ctx, Findings, Rule, Source, page};
use crate::{Class, Severity};
use crate::{Location, answer};

/// The rule.
pub static RULE: Rule = Rule {
    code: "MTL001",
    name: page("stale-answer-behind-no"),
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours(page("the official checker ignores answers to questions that No has closed")),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        let Some(gate) = closing_no(ctx, metal) else { continue };
        // Neither a comment that was left behind nor a No that agrees with the first needs an explanation.
        let is_stale = |q: &u8| {
            let text = ctx.declaration.answer(&metal_key(*q, metal));
            let agrees = *q == 2 && answer::same(text, "No");
            !agrees && !answer::is_blank(text)
        };
        let stale: Vec<String> = (gate + 1..=8).filter(is_stale).map(number).collect();
        if !stale.is_empty() {
            out.at(Location::field(metal_key(gate, metal)))
                .arg("metal", metal_text(metal))
                .arg("gate", number(gate))
                .arg("questions", stale.join(", "));
        }
    }
}
