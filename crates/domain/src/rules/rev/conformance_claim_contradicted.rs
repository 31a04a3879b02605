//! A comment claims that all smelters are conformant, and the audit lists know one that is not.

use super::{effective_day, lists_said};
use crate::rules::context::quoted;
use crate::rules::{Ctx, Findings, Rule, Source};
use crate::smelters::Status;
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

/// The rule.
pub static RULE: Rule = Rule {
    code: "REV008",
    name: "conformance-claim-contradicted",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours("the claim stands in a comment, where no other rule looks"),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    let claims = |key: &str, text: &str| key.ends_with(".comment") && is_claim(text);
    let Some((field, text)) = ctx.asked().find(|(field, text)| claims(&field.key, text)) else { return };
    let day = effective_day(ctx);
    for s in &ctx.smelters {
        let Some(known) = s.known else { continue };
        let standing = ctx.beside.lists.standing(&known.cid, &day);
        if matches!(standing.status, Status::Neither | Status::Active) {
            out.at(Location::field(field.key.as_str()))
                .arg("answer", quoted(text))
                .arg("cid", quoted(&known.cid))
                .arg("name", quoted(&known.name))
                .arg("lists", lists_said(&standing))
                .rows(&[s], Some(SmelterCol::Cid));
            return;
        }
    }
}

/// Whether a text says that all, or 100 %, are conformant or compliant.
fn is_claim(text: &str) -> bool {
    let text = text.to_lowercase();
    let all = ["100%", "100 %", "all ", "every ", "全部", "所有"].iter().any(|w| text.contains(w));
    let good = ["conformant", "compliant", "rmap", "合规", "合格"].iter().any(|w| text.contains(w));
    all && good && !text.contains("not ")
}
