//! A metal is answered No, but what is bought from the supplier is known to contain it.

use super::materials::named;
use crate::Location;
use crate::rules::context::{metal_key, metal_text, quoted};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "REV003",
    name: "metal-denied-but-bought",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours(
        "companies compare with their part data; here with the words for what is bought, which are no proof",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for (word, metal) in named(&ctx.review.parts) {
        let gate = (1..=2).find(|q| ctx.metal_says(*q, metal, "No"));
        if let Some(gate) = gate {
            out.at(Location::field(metal_key(gate, metal)))
                .arg("metal", metal_text(metal))
                .arg("question", format!("Q{gate}"))
                .arg("word", word)
                .arg("parts", quoted(&ctx.review.parts));
        }
    }
}
