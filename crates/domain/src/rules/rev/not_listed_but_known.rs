//! A smelter is called not listed, but the reference list knows the name.

use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "REV016",
    name: "not-listed-but-known",
    class: Class::Inaccurate,
    severity: Severity::Note,
    source: Source::Ours("the workbook fills in what it knows; here the supplier is told"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in ctx.smelters.iter().filter(|s| s.row.is_not_listed()) {
        let named = s.metal.map_or(Vec::new(), |metal| ctx.references.known_as(metal, &s.row.name));
        if let Some(known) = named.first().filter(|_| !s.row.name.is_empty()) {
            out.at(Location::smelter(s.row.id, SmelterCol::Lookup))
                .arg("answer", quoted(&s.row.name))
                .arg("cid", quoted(&known.cid))
                .arg("day", ctx.list_day());
        }
    }
}
