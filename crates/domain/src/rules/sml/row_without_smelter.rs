//! A row names no smelter, neither by a CID that somebody knows nor from the list.

use super::cid_is_unknown;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Argument, Location, SmelterCol, answer};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "SML004",
    name: "row-without-smelter",
    class: Class::Incomplete,
    severity: Severity::Error,
    source: Source::Differs("the official checker looks at it only while the metal has no other smelter"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in &ctx.smelters {
        // A number that the list does not have names nobody as long as no name stands beside it.
        if (s.row.cid.is_empty() || cid_is_unknown(s)) && answer::is_blank(&s.row.lookup) {
            let (what, todo) = match answer::is_blank(&s.row.name) {
                true => ("list.no_smelter", "list.give_smelter"),
                false => ("list.named_in_d", "list.choose_in_c"),
            };
            out.at(Location::smelter(s.row.id, SmelterCol::Lookup))
                .arg("what", Argument::text(what))
                .arg("todo", Argument::text(todo));
        }
    }
}
