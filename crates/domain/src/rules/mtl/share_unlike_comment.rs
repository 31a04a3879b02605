//! The comment of Q6 names another share than its answer.

use super::option_arg;
use crate::Location;
use crate::rules::context::{metal_key, metal_text, quoted};
use crate::rules::words::percentages;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL019",
    name: "share-unlike-comment",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours("the official checker reads no comment"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        let key = metal_key(6, metal);
        let comment = ctx.text(&format!("{key}.comment"));
        let Some(share) = ctx.choice(&key).filter(|_| !comment.is_empty()) else { continue };
        // The least and the most that the answer says.
        let (least, most) = match share {
            "100%" => (100.0, 100.0),
            "Greater than 90%" => (90.0, 100.0),
            "Greater than 75%" => (75.0, 90.0),
            "Greater than 50%" => (50.0, 75.0),
            "50% or less" => (0.0, 50.0),
            _ => (0.0, 0.0),
        };
        let named = percentages(comment);
        if !named.is_empty() && !named.iter().any(|n| (least..=most).contains(n)) {
            out.at(Location::field(key))
                .arg("metal", metal_text(metal))
                .arg("said", option_arg(Some(share)))
                .arg("answer", quoted(comment));
        }
    }
}
