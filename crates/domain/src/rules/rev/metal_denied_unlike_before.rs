//! A metal that was in the products the last time is not any more.

use crate::Location;
use crate::rules::context::{metal_key, metal_text, quoted};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "REV011",
    name: "metal-denied-unlike-before",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("a change from Yes to No without a word is worth a question"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let Some(before) = &ctx.review.earlier else { return };
    for &metal in &ctx.template.metals {
        let yes = (1..=2).all(|q| before.declaration.is(&metal_key(q, metal), "Yes"));
        let gate = (1..=2).find(|q| ctx.metal_says(*q, metal, "No"));
        let Some(key) = gate.filter(|_| yes).map(|q| metal_key(q, metal)) else { continue };
        if ctx.text(&format!("{key}.comment")).is_empty() {
            out.at(Location::field(key))
                .arg("metal", metal_text(metal))
                .arg("campaign", quoted(&before.campaign))
                .arg("on", before.on.to_string());
        }
    }
}
