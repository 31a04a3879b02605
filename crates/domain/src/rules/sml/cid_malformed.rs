//! A CID is not written as CID and six digits, or has space around it.

use crate::rules::context::{Cid, shown};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "SML009",
    name: "cid-malformed",
    class: Class::Inaccurate,
    severity: Severity::Error,
    source: Source::Same("such a CID turns the total into #N/A, where nothing is typed over the look-up"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in ctx.smelters.iter().filter(|s| s.cid == Cid::Malformed) {
        let (cid, space) = shown(&s.row.cid);
        out.at(Location::smelter(s.row.id, SmelterCol::Cid)).arg("cid", cid).arg("space", space);
    }
}
