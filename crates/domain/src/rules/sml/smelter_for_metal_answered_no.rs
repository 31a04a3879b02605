//! Smelters are listed for a metal that is answered No.

use crate::rules::context::{metal_key, metal_text};
use crate::rules::mtl::{closing_no, number};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "SML002",
    name: "smelter-for-metal-answered-no",
    class: Class::Inconsistent,
    severity: Severity::Error,
    source: Source::Ours("the official checker does not compare sheets"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        let Some(gate) = closing_no(ctx, metal) else { continue };
        let rows: Vec<_> = ctx.rows_of(metal).filter(|s| s.names_smelter()).collect();
        if !rows.is_empty() {
            out.at(Location::field(metal_key(gate, metal)))
                .arg("metal", metal_text(metal))
                .arg("gate", number(gate))
                .rows(&rows, Some(SmelterCol::Metal));
        }
    }
}
