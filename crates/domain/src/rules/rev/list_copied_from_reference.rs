//! A metal's smelters are the reference list itself.

use crate::rules::context::metal_text;
use crate::rules::profile::Limit;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, Table};
use std::collections::HashSet;

pub static RULE: Rule = Rule {
    code: "REV009",
    name: "list-copied-from-reference",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("smelter lists that are a copy of the reference list are a known fault in reviews"),
    check,
};

/// From how many smelters of a metal on a list counts as a copy.
pub const DUMP_ROWS: Limit = Limit { key: "dump_rows", default: 50 };
/// Which part of the reference list, in percent, makes a copy.
const COPIED: usize = 90;

fn check(ctx: &RuleContext, out: &mut Findings) {
    let least = ctx.settings.profile.limit(DUMP_ROWS) as usize;
    for &metal in &ctx.template.metals {
        let listed = |s: &&crate::Smelter| s.metal == Some(metal) && s.removed.is_none();
        let of: usize = ctx.references.smelters().iter().filter(listed).count();
        let named: HashSet<&str> = ctx
            .rows_of(metal)
            .filter_map(|s| s.known.filter(|k| listed(k)).map(|k| k.cid.as_str()))
            .collect();
        if named.len() >= least && named.len() * 100 >= of * COPIED {
            out.at(Location::Table { table: Table::SMELTERS })
                .arg("metal", metal_text(metal))
                .arg("rows", named.len().to_string())
                .arg("of", of.to_string())
                .arg("day", ctx.references.as_of.map_or_else(String::new, String::from));
        }
    }
}
