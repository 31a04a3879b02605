//! No smelter sources from a covered country, yet a row of the metal names one as country of origin.

use crate::Location;
use crate::country::covered_in;
use crate::rules::context::{metal_key, metal_text, quoted};
use crate::rules::{Ctx, Findings, Rule, Source, page};
use crate::{Class, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "MTL008",
    name: page("no-covered-origin-but-mine-country"),
    class: Class::Inconsistent,
    severity: Severity::Error,
    source: Source::Ours(page("the official checker does not compare sheets")),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        if !ctx.metal_says(3, metal, "No") {
            continue;
        }
        let mut covered = ctx.rows_of(metal).filter(|s| !covered_in(&s.row.mine_country).is_empty());
        if let Some(first) = covered.next() {
            out.at(Location::field(metal_key(3, metal)))
                .arg("metal", metal_text(metal))
                .arg("country", quoted(&first.row.mine_country))
                .arg("rows", (1 + covered.count()).to_string());
        }
    }
}
