//! The date lies ahead.

use super::EFFECTIVE_DATE;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, answer};

pub static RULE: Rule = Rule {
    code: "CMP006",
    name: "effective-date-in-future",
    class: Class::Inaccurate,
    severity: Severity::Error,
    source: Source::Ours("the official checker does not know which day it is"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let (Some(today), Some(date)) = (ctx.settings.today, answer::parse_date(ctx.text(EFFECTIVE_DATE))) else {
        return;
    };
    // Somewhere it is tomorrow already.
    if date > today.plus(1) {
        out.at(Location::field(EFFECTIVE_DATE)).arg("answer", date.to_string());
    }
}
