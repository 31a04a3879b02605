//! All of a metal is recycled (Q5 Yes), yet a row names a mine or denies that its feedstock is recycled.

use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Ctx, Findings, Rule, Source, page};
use crate::{Class, Severity};
use crate::{Location, SmelterCol, SmelterRow, answer};

/// The rule.
pub static RULE: Rule = Rule {
    code: "MTL012",
    name: page("recycled-only-but-mined"),
    class: Class::Inconsistent,
    severity: Severity::Error,
    source: Source::Ours(page(
        "companies' published review criteria; the official checker does not compare sheets",
    )),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        let rows: Vec<_> = ctx.rows_of(metal).filter(|s| mined(s.row)).collect();
        if ctx.metal_says(5, metal, "Yes") && !rows.is_empty() {
            out.at(Location::field(metal_key(5, metal)))
                .arg("metal", metal_text(metal))
                .rows(&rows, Some(SmelterCol::Mine));
        }
    }
}

/// Whether a row says that its ore was mined: it denies that all feedstock is recycled, or names a mine or its country.
fn mined(row: &SmelterRow) -> bool {
    let is_mine = |text: &String| {
        !answer::is_blank(text)
            && !["ecycle", "ECYCLE", "crap", "CRAP", "回收", "废"].iter().any(|w| text.contains(w))
    };
    answer::same(&row.recycled, "No") || [&row.mine, &row.mine_country].into_iter().any(is_mine)
}
