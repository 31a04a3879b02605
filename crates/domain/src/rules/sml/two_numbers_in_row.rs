//! A row gives two different CIDs, in columns A and F.

use crate::references::{is_cid, normal_cid};
use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "SML016",
    name: "two-numbers-in-row",
    class: Class::Inconsistent,
    severity: Severity::Error,
    source: Source::Ours("the workbook only colours such a row"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for row in ctx.smelters.iter().map(|s| s.row) {
        let (cid, other) = (&row.cid, &row.identification);
        if !other.is_empty()
            && cid != other
            && is_cid(cid)
            && is_cid(other)
            && normal_cid(cid) != normal_cid(other)
        {
            out.at(Location::smelter(row.id, SmelterCol::Identification))
                .arg("cid", quoted(cid))
                .arg("answer", quoted(other));
        }
    }
}
