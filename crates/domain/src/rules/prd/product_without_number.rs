//! A product has no number.

use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, ProductCol, Table, answer};

pub static RULE: Rule = Rule {
    code: "PRD002",
    name: "product-without-number",
    class: Class::Incomplete,
    severity: Severity::Error,
    source: Source::Differs("row 64 looks at the first row alone"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    if !ctx.state.needs_rows(Table::PRODUCTS) {
        return;
    }
    for row in ctx.declaration.products.iter().filter(|row| !row.is_empty() && answer::is_blank(&row.number))
    {
        let col = Some(ProductCol::Number.key().to_owned());
        out.at(Location::Row { table: Table::PRODUCTS, row: row.id, col });
    }
}
