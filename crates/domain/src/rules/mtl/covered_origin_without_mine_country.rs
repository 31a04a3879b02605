//! A smelter sources from a covered country, but no row of the metal names such a country of origin.

use crate::country::words;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Ctx, Findings, Rule, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

/// The rule.
pub static RULE: Rule = Rule {
    code: "MTL007",
    name: "covered-origin-without-mine-country",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours("column O is optional, so this cannot block; see decision 3"),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        // Without a row SML001 speaks; about what may be one, MTL014 asks.
        let mut rows = ctx.rows_of(metal).peekable();
        if !ctx.metal_says(3, metal, "Yes")
            || rows.peek().is_none()
            || rows.any(|s| !s.origin().certain.is_empty() || !s.origin().likely.is_empty())
        {
            continue;
        }
        out.at(Location::field(metal_key(3, metal))).arg("metal", metal_text(metal));
        for s in ctx.rows_of(metal).filter(|s| is_prose(&s.row.mine_country)) {
            out.at(Location::smelter(s.row.id, SmelterCol::MineCountry)).arg("metal", metal_text(metal));
        }
    }
}

/// Whether a cell holds a sentence, in which a name may have been overlooked.
fn is_prose(text: &str) -> bool {
    let words = words(text);
    words.split(' ').count() > 5 || words.chars().filter(|c| !c.is_ascii()).count() > 12
}
