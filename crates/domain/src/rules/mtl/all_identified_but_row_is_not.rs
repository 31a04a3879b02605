//! All smelters are said to be identified, yet a row says "Smelter not yet identified".

use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "MTL011",
    name: "all-identified-but-row-is-not",
    class: Class::Inconsistent,
    severity: Severity::Error,
    source: Source::Ours("the official checker does not compare sheets"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        if ctx.metal_says(7, metal, "Yes") {
            let rows: Vec<_> = ctx.rows_of(metal).filter(|s| s.row.is_not_identified()).collect();
            if !rows.is_empty() {
                out.at(Location::field(metal_key(7, metal)))
                    .arg("metal", metal_text(metal))
                    .rows(&rows, Some(SmelterCol::Lookup));
            }
        }
    }
}
