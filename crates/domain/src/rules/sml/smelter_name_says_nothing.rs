//! A smelter is called "various", "n/a" or the like.

use super::free_name;
use crate::Location;
use crate::rules::context::quoted;
use crate::rules::words::is_placeholder;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "SML007",
    name: "smelter-name-says-nothing",
    class: Class::Inaccurate,
    severity: Severity::Error,
    source: Source::Ours("row 69 takes any text; the truthful answer is \"Smelter not yet identified\""),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in &ctx.smelters {
        let Some((col, name)) = free_name(s) else { continue };
        if is_placeholder(name) {
            out.at(Location::smelter(s.row.id, col)).arg("answer", quoted(name));
        }
    }
}
