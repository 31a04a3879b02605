//! The metal of a row is none of the four as the workbook spells them.

use crate::rules::context::{metals_text, shown};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol, answer};

pub static RULE: Rule = Rule {
    code: "SML005",
    name: "row-metal-not-in-list",
    class: Class::Inaccurate,
    severity: Severity::Error,
    source: Source::Differs("rows 65 to 68 do not count such a row, but say nothing about it"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in &ctx.smelters {
        let metal = &s.row.metal;
        let listed = ctx.template.metals.iter().any(|m| answer::same_in_sheet(m.name(), metal));
        if !metal.is_empty() && !listed {
            let (answer, space) = shown(metal);
            out.at(Location::smelter(s.row.id, SmelterCol::Metal))
                .arg("answer", answer)
                .arg("space", space)
                .arg("metals", metals_text(&ctx.template.metals));
        }
    }
}
