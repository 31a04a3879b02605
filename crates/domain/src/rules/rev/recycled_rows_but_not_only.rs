//! Every row of a metal says that all feedstock is recycled, yet not all of the metal is (Q5 No).

use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol, answer};

pub static RULE: Rule = Rule {
    code: "REV015",
    name: "recycled-rows-but-not-only",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours("the inverse of MTL012; the official checker does not compare sheets"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        let rows: Vec<_> = ctx.rows_of(metal).collect();
        if ctx.metal_says(5, metal, "No")
            && !rows.is_empty()
            && rows.iter().all(|s| answer::same(&s.row.recycled, "Yes"))
        {
            out.at(Location::field(metal_key(5, metal)))
                .arg("metal", metal_text(metal))
                .rows(&rows, Some(SmelterCol::Recycled));
        }
    }
}
