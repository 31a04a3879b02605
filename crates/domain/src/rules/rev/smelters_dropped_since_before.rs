//! Many smelters of the last declaration are gone.

use super::smelter_set;
use crate::rules::context::quoted;
use crate::rules::profile::Limit;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, Table};

pub static RULE: Rule = Rule {
    code: "REV012",
    name: "smelters-dropped-since-before",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("a large change of the list is worth a question"),
    check,
};

/// Which part of the last list, in percent, may be gone without a question.
pub const DROPPED_SHARE: Limit = Limit { key: "dropped_share", default: 30 };
/// Of so few, each one is a large part.
const FEW: usize = 4;

fn check(ctx: &RuleContext, out: &mut Findings) {
    let Some(before) = &ctx.review.earlier else { return };
    let (then, now) = (smelter_set(&before.declaration), smelter_set(ctx.declaration));
    let gone: Vec<&String> = then.difference(&now).collect();
    if then.len() < FEW || gone.len() * 100 <= then.len() * ctx.settings.profile.limit(DROPPED_SHARE) as usize
    {
        return;
    }
    let mut shown: Vec<String> = gone.iter().take(5).map(|cid| quoted(cid)).collect();
    if gone.len() > shown.len() {
        shown.push("…".to_owned());
    }
    out.at(Location::Table { table: Table::SMELTERS })
        .arg("gone", gone.len().to_string())
        .arg("of", then.len().to_string())
        .arg("cids", shown.join(", "))
        .arg("campaign", quoted(&before.campaign))
        .arg("on", before.on.to_string());
}
