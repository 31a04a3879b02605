//! The answers are older than the asking company accepts.

use super::EFFECTIVE_DATE;
use crate::rules::profile::MAX_AGE;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Day, Location, answer};

pub static RULE: Rule = Rule {
    code: "CMP007",
    name: "effective-date-too-old",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("common practice; the number of months is a setting"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let (Some(today), Some(date)) = (ctx.settings.today, answer::parse_date(ctx.text(EFFECTIVE_DATE))) else {
        return;
    };
    let months = |day: Day| day.year() * 12 + i32::from(day.month());
    let limit = ctx.settings.profile.limit(MAX_AGE) as i32;
    let age = months(today) - months(date);
    if age > limit || (age == limit && today.of_month() > date.of_month()) {
        out.at(Location::field(EFFECTIVE_DATE))
            .arg("answer", date.to_string())
            .arg("months", limit.to_string());
    }
}
