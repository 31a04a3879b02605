//! A smelter is named in letters other than Latin ones, and no smelter is known by that name.

use super::foreign_name;
use crate::rules::context::quoted;
use crate::rules::words::is_middleman;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Location, Severity, answer};

pub static RULE: Rule = Rule {
    code: "SML021",
    name: "name-in-other-letters",
    class: Class::Incomplete,
    severity: Severity::Warning,
    source: Source::Ours("the official checker takes any text for a name"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in &ctx.smelters {
        let Some((col, name)) = foreign_name(ctx, s) else { continue };
        // SML020 asks for more where there is no country either, and SML008 for another smelter.
        let special = s.row.is_not_listed() || s.row.is_not_identified();
        let asked = !special && !ctx.references.is_empty() && answer::is_blank(&s.row.country);
        if !asked && !is_middleman(name) {
            out.at(Location::smelter(s.row.id, col)).arg("answer", quoted(name));
        }
    }
}
