//! All of a metal is recycled (Q5 Yes), yet a row names a mine or denies that its feedstock is recycled.

use crate::rules::context::{metal_key, metal_text};
use crate::rules::words::is_placeholder;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, Metal, SmelterCol, SmelterRow, answer, letters};

pub static RULE: Rule = Rule {
    code: "MTL012",
    name: "recycled-only-but-mined",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours(
        "companies' published review criteria; the official checker does not compare sheets",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        let rows: Vec<_> = ctx.rows_of(metal).filter(|s| mined(s.row)).collect();
        if ctx.metal_says(5, metal, "Yes") && !rows.is_empty() {
            out.at(Location::field(metal_key(5, metal)))
                .arg("metal", metal_text(metal))
                .rows(&rows, Some(SmelterCol::Mine));
        }
    }
}

/// Whether a row of a metal says that its ore was mined.
pub(super) fn has_mined_row(ctx: &RuleContext, metal: Metal) -> bool {
    ctx.rows_of(metal).any(|s| mined(s.row))
}

/// How the languages of the template call what is recycled or scrap, folded.
const RECYCLED: [&str; 18] = [
    "recyc",
    "recicl",
    "ricicl",
    "scrap",
    "schrott",
    "altmetall",
    "ferraille",
    "chatarra",
    "sucata",
    "rottam",
    "hurda",
    "geri donus",
    "回收",
    "废",
    "再生",
    "リサイクル",
    "スクラップ",
    "재활용",
];

/// Whether a row says that its ore was mined: it denies that all feedstock is recycled, or names a mine or its country.
fn mined(row: &SmelterRow) -> bool {
    let is_mine = |text: &String| {
        let folded = letters::normalize(text);
        !answer::is_blank(text)
            && !is_placeholder(text)
            && !RECYCLED.iter().any(|word| folded.contains(word))
            // `R/S`, and `CF` for conflict-free.
            && !matches!(folded.replace(|c| !answer::is_word(c), "").as_str(), "rs" | "cf" | "cfs" | "cfrs")
    };
    answer::same(&row.recycled, "No") || [&row.mine, &row.mine_country].into_iter().any(is_mine)
}
