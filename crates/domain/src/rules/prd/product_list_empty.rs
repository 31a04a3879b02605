//! The scope is a list of products, but none is listed.

use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, ProductRow, Table};

pub static RULE: Rule = Rule {
    code: "PRD001",
    name: "product-list-empty",
    class: Class::Incomplete,
    severity: Severity::Error,
    source: Source::Same("row 64"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    if ctx.state.needs_rows(Table::PRODUCTS) && ctx.declaration.products.iter().all(ProductRow::is_empty) {
        out.at(Location::Table { table: Table::PRODUCTS });
    }
}
