//! The comment of Q6 names another share than its answer.

use super::option_arg;
use crate::Location;
use crate::rules::context::{metal_key, metal_text, quoted};
use crate::rules::words::percentages;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Coverage, Severity};

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
        let (least, most) = Coverage::parse(share).map_or((0, 0), Coverage::percent);
        let said = f64::from(least)..=f64::from(most);
        let named = percentages(comment);
        if !named.is_empty() && !named.iter().any(|n| said.contains(n)) {
            out.at(Location::field(key))
                .arg("metal", metal_text(metal))
                .arg("said", option_arg(Some(share)))
                .arg("answer", quoted(comment));
        }
    }
}
