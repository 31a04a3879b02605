//! What is named as a smelter seems to be a trader or distributor.

use super::free_name;
use crate::Location;
use crate::rules::context::quoted;
use crate::rules::words::{is_middleman, is_placeholder};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "SML008",
    name: "smelter-name-is-middleman",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("traders and distributors smelt nothing, though one may be called so"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in &ctx.smelters {
        let Some((col, name)) = free_name(s) else { continue };
        if is_middleman(name) && !is_placeholder(name) {
            out.at(Location::smelter(s.row.id, col)).arg("answer", quoted(name));
        }
    }
}
