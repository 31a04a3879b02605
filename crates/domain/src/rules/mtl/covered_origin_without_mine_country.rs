//! A smelter sources from a covered country, but no row of the metal names such a country of origin.

use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, SmelterRowFacts, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "MTL007",
    name: "covered-origin-without-mine-country",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours("column O is optional, so this cannot block; see decision 3"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        // Without a row SML001 speaks; about what may be one, MTL014 asks.
        let rows: Vec<_> = ctx.rows_of(metal).collect();
        let named = |s: &&SmelterRowFacts| !s.origin().certain.is_empty() || !s.origin().likely.is_empty();
        if ctx.metal_says(3, metal, "Yes") && !rows.is_empty() && !rows.iter().any(named) {
            out.at(Location::field(metal_key(3, metal)))
                .arg("metal", metal_text(metal))
                .rows(&rows, Some(SmelterCol::MineCountry));
        }
    }
}
