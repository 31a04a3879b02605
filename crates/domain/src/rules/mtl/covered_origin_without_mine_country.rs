//! A smelter sources from a covered country, but no row of the metal names such a country of origin.

use crate::Location;
use crate::country::covered_in;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Ctx, Findings, Rule, Source, page};
use crate::{Class, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "MTL007",
    name: page("covered-origin-without-mine-country"),
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours(page("column O is optional, so this cannot block; see decision 3")),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        // Without a row SML001 speaks.
        let mut rows = ctx.rows_of(metal).peekable();
        if ctx.metal_says(3, metal, "Yes")
            && rows.peek().is_some()
            && rows.all(|s| covered_in(&s.row.mine_country).is_empty())
        {
            out.at(Location::field(metal_key(3, metal))).arg("metal", metal_text(metal));
        }
    }
}
