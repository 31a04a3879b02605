//! A metal is in the products, but no smelter is named for it.

use crate::rules::context::metals_text;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, Metal, Table};

pub static RULE: Rule = Rule {
    code: "SML001",
    name: "metal-without-smelter",
    class: Class::Incomplete,
    severity: Severity::Error,
    source: Source::Differs("rows 65 to 68: a row that is begun is reported by SML003 or SML004 instead"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let missing = |m: &Metal| ctx.state.needs_smelters(*m) && ctx.rows_of(*m).next().is_none();
    let metals: Vec<Metal> = ctx.template.metals.iter().copied().filter(missing).collect();
    // A row whose metal cannot be told may be the missing one, and is reported itself.
    let untold = ctx.smelters.iter().filter(|s| s.metal.is_none()).count();
    if metals.len() > untold {
        out.at(Location::Table { table: Table::SMELTERS }).arg("metals", metals_text(&metals));
    }
}
