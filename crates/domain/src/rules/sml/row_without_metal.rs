//! A row says nothing about its metal, and neither does its CID.

use crate::rules::context::Cid;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "SML003",
    name: "row-without-metal",
    class: Class::Incomplete,
    severity: Severity::Error,
    source: Source::Differs("the official checker looks at it only while the metal has no other smelter"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in &ctx.smelters {
        if s.row.metal.is_empty() && s.metal.is_none() && s.cid != Cid::Malformed {
            out.at(Location::smelter(s.row.id, SmelterCol::Metal));
        }
    }
}
