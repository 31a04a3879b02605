//! A smelter that is not listed has no name or no country.

use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Argument, Location, SmelterCol, answer};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "SML006",
    name: "not-listed-without-details",
    class: Class::Incomplete,
    severity: Severity::Error,
    source: Source::Differs("row 69, which takes a lone space for a name"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for row in ctx.smelters.iter().map(|s| s.row).filter(|row| row.is_not_listed()) {
        for col in [SmelterCol::Name, SmelterCol::Country] {
            if answer::is_blank(row.get(col)) {
                out.at(Location::smelter(row.id, col))
                    .arg("column", Argument::text(format!("column.smelter.{}", col.key())));
            }
        }
    }
}
