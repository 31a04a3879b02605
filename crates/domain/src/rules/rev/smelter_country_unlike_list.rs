//! A row's country is not where the list says that the smelter stands.

use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::smelters::country::country_code;
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

pub static RULE: Rule = Rule {
    code: "REV014",
    name: "smelter-country-unlike-list",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours(
        "the workbook only colours such a row; countries have many names, which no browser links",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in &ctx.smelters {
        let Some(known) = s.known else { continue };
        let (said, listed) = (country_code(&s.row.country), country_code(&known.country));
        if let (Some(said), Some(listed)) = (said, listed)
            && said != listed
        {
            out.at(Location::smelter(s.row.id, SmelterCol::Country))
                .arg("answer", quoted(&s.row.country))
                .arg("cid", quoted(&known.cid))
                .arg("listed", quoted(&known.country))
                .arg("day", ctx.list_day());
        }
    }
}
