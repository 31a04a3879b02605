//! A smelter that is not listed stands in "Asia", "various" or the like.

use crate::country::is_region;
use crate::rules::context::quoted;
use crate::rules::words::is_placeholder;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "SML018",
    name: "not-listed-country-is-region",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("row 69 takes any text for a country"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in ctx.smelters.iter().filter(|s| s.row.is_not_listed()) {
        let country = &s.row.country;
        if is_region(country) || is_placeholder(country) {
            out.at(Location::smelter(s.row.id, SmelterCol::Country)).arg("answer", quoted(country));
        }
    }
}
