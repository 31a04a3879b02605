//! No smelter sources from a covered country, yet a row of the metal names one as country of origin.

use crate::rules::context::{metal_key, metal_text, quoted};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "MTL008",
    name: "no-covered-origin-but-mine-country",
    class: Class::Inconsistent,
    severity: Severity::Error,
    source: Source::Ours("the official checker does not compare sheets"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        if !ctx.metal_says(3, metal, "No") {
            continue;
        }
        // At the question, and at each row that contradicts it: either may be what is wrong.
        let mut at_question = false;
        for s in ctx.rows_of(metal).filter(|s| !s.origin().certain.is_empty()) {
            let row = Location::smelter(s.row.id, SmelterCol::MineCountry);
            let question = Location::field(metal_key(3, metal));
            for place in (!at_question).then_some(question).into_iter().chain([row]) {
                out.at(place).arg("metal", metal_text(metal)).arg("country", quoted(&s.row.mine_country));
            }
            at_question = true;
        }
    }
}
