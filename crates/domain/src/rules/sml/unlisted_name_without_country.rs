//! A row names a smelter that no list has, and gives neither number nor country.

use crate::rules::context::quoted;
use crate::rules::words::{is_middleman, is_placeholder};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol, answer};

pub static RULE: Rule = Rule {
    code: "SML020",
    name: "unlisted-name-without-country",
    class: Class::Incomplete,
    severity: Severity::Error,
    source: Source::Ours("rows 65 to 68 take any text for a choice; the look-up offers only what it lists"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    // Without a list nothing can be said to be missing in it.
    if ctx.references.is_empty() {
        return;
    }
    for s in &ctx.smelters {
        let (row, name) = (s.row, s.row.lookup.as_str());
        let Some(metal) = s.metal else { continue };
        let said = !answer::is_blank(&row.cid) || !answer::is_blank(&row.country) || answer::is_blank(name);
        let special = row.is_not_listed() || row.is_not_identified();
        // SML007 and SML008 say what else such a name is.
        if said || special || is_placeholder(name) || is_middleman(name) {
            continue;
        }
        let numbered = ctx.references.by_cid(&row.identification).is_some();
        if !numbered && ctx.references.by_name(metal, name).is_empty() {
            out.at(Location::smelter(row.id, SmelterCol::Lookup)).arg("answer", quoted(name));
        }
    }
}
