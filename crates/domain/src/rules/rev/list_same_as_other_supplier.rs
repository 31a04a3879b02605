//! The smelters are exactly those of another supplier.

use super::smelter_set;
use crate::rules::context::quoted;
use crate::rules::profile::Limit;
use crate::rules::{Findings, OTHER_SUPPLIER, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, Table};

pub static RULE: Rule = Rule {
    code: "REV010",
    name: "list-same-as-other-supplier",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("smelter lists that are a copy of somebody else's are a known fault in reviews"),
    check,
};

/// From how many smelters on two equal lists are no chance.
pub const SAME_ROWS: Limit = Limit { key: "same_rows", default: 20 };

fn check(ctx: &RuleContext, out: &mut Findings) {
    let own = smelter_set(ctx.declaration);
    if own.len() < ctx.settings.profile.limit(SAME_ROWS) as usize {
        return;
    }
    let same = |cids: &[String]| cids.len() == own.len() && cids.iter().all(|cid| own.contains(cid));
    let mut others = ctx.review.others.iter().filter(|other| same(&other.cids));
    if let Some(first) = others.next() {
        out.at(Location::Table { table: Table::SMELTERS })
            .arg(OTHER_SUPPLIER, quoted(&first.supplier))
            .arg("rows", own.len().to_string())
            .arg("more", others.count().to_string());
    }
}
