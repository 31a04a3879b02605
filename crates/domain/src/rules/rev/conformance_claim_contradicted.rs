//! A comment claims that all smelters are conformant, and the audit lists know one that is not.

use super::{effective_day, lists_said};
use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, SmelterRowFacts, Source};
use crate::smelters::Status;
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "REV008",
    name: "conformance-claim-contradicted",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours("the claim stands in a comment, where no other rule looks"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let claims = |key: &str, text: &str| key.ends_with(".comment") && is_claim(text);
    let Some((field, text)) = ctx.asked().find(|(field, text)| claims(&field.key, text)) else { return };
    let day = effective_day(ctx);
    let standing = |s: &SmelterRowFacts| {
        let standing = ctx.review.lists.status_as_of(&s.known?.cid, day);
        matches!(standing.status, Status::Neither | Status::Active).then_some(standing)
    };
    let rows: Vec<_> = ctx.smelters.iter().filter(|s| standing(s).is_some()).collect();
    let Some((known, standing)) = rows.first().and_then(|s| Some((s.known?, standing(s)?))) else { return };
    out.at(Location::field(field.key.as_str()))
        .arg("answer", quoted(text))
        .arg("cid", quoted(&known.cid))
        .arg("name", quoted(&known.name))
        .arg("lists", lists_said(&standing))
        .rows(&rows, Some(SmelterCol::Cid));
}

/// Whether a text says that all, or 100 %, are conformant or compliant.
fn is_claim(text: &str) -> bool {
    let text = text.to_lowercase();
    let all = ["100%", "100 %", "all ", "every ", "全部", "所有"].iter().any(|w| text.contains(w));
    let good = ["conformant", "compliant", "rmap", "合规", "合格"].iter().any(|w| text.contains(w));
    all && good && !text.contains("not ")
}
