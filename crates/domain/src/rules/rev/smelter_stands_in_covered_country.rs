//! No smelter sources from a covered country (Q3 No), yet one of them stands in one.

use crate::country::lies_in_covered;
use crate::rules::context::{metal_text, quoted};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol, answer};

pub static RULE: Rule = Rule {
    code: "REV018",
    name: "smelter-stands-in-covered-country",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours(
        "where a smelter stands is not where its ore was mined: a question to the supplier, never an error",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        if !ctx.metal_says(3, metal, "No") {
            continue;
        }
        // Where the row names such a country of origin itself, MTL008 speaks.
        for s in ctx.rows_of(metal).filter(|s| s.origin().certain.is_empty()) {
            let listed = s.known.map_or("", |k| k.country.as_str());
            let stands = [listed, &s.row.country].into_iter().find(|text| lies_in_covered(text));
            let Some(country) = stands else { continue };
            let names = [s.known.map_or("", |k| k.name.as_str()), &s.row.name, &s.row.lookup, &s.row.cid];
            let name = names.into_iter().find(|name| !answer::is_blank(name)).unwrap_or("");
            out.at(Location::smelter(s.row.id, SmelterCol::Country))
                .arg("metal", metal_text(metal))
                .arg("smelter", quoted(name))
                .arg("country", quoted(country));
        }
    }
}
