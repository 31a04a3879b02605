//! Column P of a row is none of Yes, No, Unknown.

use crate::rules::context::shown;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol, answer};

pub static RULE: Rule = Rule {
    code: "SML014",
    name: "recycled-answer-not-in-list",
    class: Class::Inaccurate,
    severity: Severity::Error,
    source: Source::Ours("the official checker never looks at column P"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for row in ctx.smelters.iter().map(|s| s.row).filter(|row| !answer::is_blank(&row.recycled)) {
        if !["Yes", "No", "Unknown"].iter().any(|o| answer::same(o, &row.recycled)) {
            let (answer, space) = shown(&row.recycled);
            out.at(Location::smelter(row.id, SmelterCol::Recycled)).arg("answer", answer).arg("space", space);
        }
    }
}
