//! A metal is answered No, yet questions that this No closes are answered.

use super::{closing_no, number};
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Argument, Location, answer};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL001",
    name: "stale-answer-behind-no",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours("the official checker ignores answers to questions that No has closed"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        let Some(gate) = closing_no(ctx, metal) else { continue };
        // Neither a comment that was left behind nor a No that agrees with the first needs an explanation.
        let is_stale = |q: &u8| {
            let text = ctx.declaration.answer(&metal_key(*q, metal));
            let agrees = *q == 2 && answer::same(text, "No");
            !agrees && !answer::is_blank(text)
        };
        let stale: Vec<u8> = (gate + 1..=8).filter(is_stale).collect();
        if !stale.is_empty() {
            out.at(Location::field(metal_key(gate, metal)))
                .arg("metal", metal_text(metal))
                .arg("gate", number(gate))
                .arg("questions", questions(&stale));
        }
    }
}

/// `Q2 to Q8`, `Q2, Q4–Q6`: three and more in a row by their first and last.
fn questions(stale: &[u8]) -> Argument {
    let runs: Vec<&[u8]> = stale.chunk_by(|a, b| a + 1 == *b).collect();
    if let [[first, _, .., last]] = runs.as_slice() {
        return Argument::with("list.to", number(*first), number(*last));
    }
    let said = |run: &&[u8]| match run {
        [first, _, .., last] => [number(*first), number(*last)].join("–"),
        run => run.iter().map(|q| number(*q)).collect::<Vec<_>>().join(", "),
    };
    runs.iter().map(said).collect::<Vec<_>>().join(", ").into()
}
