//! The products begin below the first row, so the workbook's own checker does not see them.

use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, ProductRow, Table, answer};

pub static RULE: Rule = Rule {
    code: "PRD003",
    name: "first-product-row-empty",
    class: Class::Incomplete,
    severity: Severity::Note,
    source: Source::Differs(
        "row 64 stays open in the workbook when products begin further down; nothing is missing for that",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let named = ctx.declaration.products.iter().any(|row| !answer::is_blank(&row.number));
    let unnumbered = |row: &ProductRow| !row.is_empty() && answer::is_blank(&row.number);
    // A row without number is reported itself.
    let told = ctx.declaration.products.iter().any(unnumbered);
    if named && !told && ctx.checker.open_rows.contains(&64) {
        out.at(Location::Table { table: Table::PRODUCTS });
    }
}
