//! A country of origin may be a covered one: a slip, a province, a "may be".

use crate::rules::context::{countries_text, quoted};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "MTL014",
    name: "mine-country-may-be-covered",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("a name that is only likely never contradicts anything, so the supplier is asked"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        if !ctx.metal_says(3, metal, "Yes") && !ctx.metal_says(3, metal, "No") {
            continue;
        }
        for s in ctx.rows_of(metal).filter(|s| s.origin().certain.is_empty()) {
            if !s.origin().likely.is_empty() {
                out.at(Location::smelter(s.row.id, SmelterCol::MineCountry))
                    .arg("answer", quoted(&s.row.mine_country))
                    .arg("country", countries_text(&s.origin().likely));
            }
        }
    }
}
