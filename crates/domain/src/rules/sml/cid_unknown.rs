//! A CID is not in the reference list.

use super::cid_is_unknown;
use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Argument, Location, SmelterCol, template};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "SML010",
    name: "cid-unknown",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Differs(
        "the workbook shows #N/A for a bare number, which SML003 and SML004 report; our list may be older than theirs",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let list = match ctx.references.as_of {
        None => Argument::with("list.of_workbook", template::label(&ctx.template.name()), ""),
        Some(day) => Argument::with("list.of_day", day.to_string(), quoted(&ctx.references.source)),
    };
    for s in ctx.smelters.iter().filter(|s| cid_is_unknown(s)) {
        out.at(Location::smelter(s.row.id, SmelterCol::Cid))
            .arg("cid", quoted(&s.row.cid))
            .arg("list", list.clone());
    }
}
