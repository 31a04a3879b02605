//! A CID belongs to a smelter of another metal than the row's.

use crate::rules::context::{metal_text, quoted};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "SML012",
    name: "cid-of-another-metal",
    class: Class::Inaccurate,
    severity: Severity::Error,
    source: Source::Ours("the workbook only colours such a row"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in &ctx.smelters {
        let (Some(row), Some(listed)) = (s.metal, s.known.and_then(|k| k.metal)) else { continue };
        if row != listed {
            out.at(Location::smelter(s.row.id, SmelterCol::Metal))
                .arg("cid", quoted(&s.row.cid))
                .arg("metal", metal_text(row))
                .arg("listed", metal_text(listed));
        }
    }
}
