//! A text is longer than the template allows, or begins like a formula.

use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol, Table, answer};

pub static RULE: Rule = Rule {
    code: "REV017",
    name: "text-unfit-for-cell",
    class: Class::Inaccurate,
    severity: Severity::Note,
    source: Source::Ours("the template's instructions warn of both; the workbook accepts them"),
    check,
};

/// Most characters that a text may have, by the template's instructions.
const LONGEST: usize = 255;

fn check(ctx: &RuleContext, out: &mut Findings) {
    let mut look = |raw: &str, location: &dyn Fn() -> Location| {
        let is_formula = answer::clean(raw).starts_with(['=', '#']);
        if is_formula || (raw.len() > LONGEST && raw.chars().nth(LONGEST).is_some()) {
            out.at(location()).arg("answer", quoted(raw));
        }
    };
    for (field, raw) in ctx.asked() {
        look(raw, &|| Location::field(field.key.as_str()));
    }
    for s in &ctx.smelters {
        for col in SmelterCol::ALL {
            look(s.row.get(*col), &|| Location::smelter(s.row.id, *col));
        }
    }
    for row in &ctx.declaration.products {
        for text in [&row.number, &row.name] {
            look(text, &|| Location::Row { table: Table::PRODUCTS, row: row.id, col: None });
        }
    }
}
