//! The date cannot be read as one day.

use super::EFFECTIVE_DATE;
use crate::answer::DateText;
use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, answer};

pub static RULE: Rule = Rule {
    code: "CMP005",
    name: "effective-date-unreadable",
    class: Class::Inaccurate,
    severity: Severity::Error,
    source: Source::Differs("row 12 takes any text for a date; the file itself refuses it while typing"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let text = ctx.text(EFFECTIVE_DATE);
    let days = match answer::read_date(text) {
        DateText::Day(_) => return,
        DateText::Either(a, b) => {
            format!(" ({a}? {b}?)")
        }
        DateText::Unreadable => String::new(),
    };
    if !text.is_empty() {
        out.at(Location::field(EFFECTIVE_DATE)).arg("answer", quoted(text)).arg("days", days);
    }
}
