//! A row says that all its feedstock is recycled, and names a covered country as country of the mine.

use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol, answer};

pub static RULE: Rule = Rule {
    code: "MTL015",
    name: "recycled-row-with-covered-origin",
    class: Class::Inconsistent,
    severity: Severity::Warning,
    source: Source::Ours(
        "scrap has no country of a mine; it may be where the scrap was bought, so this cannot block",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in ctx.smelters.iter().filter(|s| answer::same(&s.row.recycled, "Yes")) {
        if !s.origin().certain.is_empty() {
            out.at(Location::smelter(s.row.id, SmelterCol::MineCountry))
                .arg("answer", quoted(&s.row.mine_country));
        }
    }
}
