//! The audit lists know a smelter neither as conformant nor as active.

use super::{effective_day, lists_said};
use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::smelters::Status;
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "REV007",
    name: "smelter-not-conformant",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours(
        "companies' published review criteria; a risk to weigh, not a fault of the declaration",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let day = effective_day(ctx);
    let mut seen = std::collections::HashSet::new();
    for s in &ctx.smelters {
        let Some(known) = s.known else { continue };
        if !seen.insert(&known.cid) {
            continue;
        }
        let standing = ctx.review.lists.status_as_of(&known.cid, day);
        if standing.status == Status::Neither {
            out.at(Location::smelter(s.row.id, SmelterCol::Cid))
                .arg("cid", quoted(&known.cid))
                .arg("name", quoted(&known.name))
                .arg("country", quoted(&known.country))
                .arg("lists", lists_said(&standing));
        }
    }
}
