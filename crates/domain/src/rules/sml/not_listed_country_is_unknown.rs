//! A smelter that is not listed stands in no country that is known.

use crate::country::{is_region, lies_in_covered};
use crate::rules::context::quoted;
use crate::rules::words::is_placeholder;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::smelters::country::country_code;
use crate::{Class, Severity};
use crate::{Location, SmelterCol, answer};

pub static RULE: Rule = Rule {
    code: "SML019",
    name: "not-listed-country-is-unknown",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("row 69 takes any text for a country; the names of all countries are in no browser"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in ctx.smelters.iter().filter(|s| s.row.is_not_listed()) {
        let country = &s.row.country;
        let said = answer::is_blank(country) || is_region(country) || is_placeholder(country);
        if !said && country_code(country).is_none() && !lies_in_covered(country) {
            out.at(Location::smelter(s.row.id, SmelterCol::Country)).arg("answer", quoted(country));
        }
    }
}
