//! A row names no smelter, neither by CID nor from the list.

use crate::rules::{Ctx, Findings, Rule, Source, page};
use crate::{Class, Severity};
use crate::{Location, SmelterCol, answer};

/// The rule.
pub static RULE: Rule = Rule {
    code: "SML004",
    name: page("row-without-smelter"),
    class: Class::Incomplete,
    severity: Severity::Error,
    source: Source::Differs(page(
        "the official checker looks at it only while the metal has no other smelter",
    )),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    for s in &ctx.smelters {
        if s.row.cid.is_empty() && answer::is_blank(&s.row.lookup) {
            let (what, todo) = match answer::is_blank(&s.row.name) {
                true => ("text:list.no_smelter", "text:list.give_smelter"),
                false => ("text:list.named_in_d", "text:list.choose_in_c"),
            };
            out.at(Location::smelter(s.row.id, SmelterCol::Lookup)).arg("what", what).arg("todo", todo);
        }
    }
}
