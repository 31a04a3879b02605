//! The date cannot be read as one day.

use super::EFFECTIVE_DATE;
use crate::rules::context::quoted;
use crate::rules::{Ctx, Findings, Rule, Source, page};
use crate::{Class, Severity};
use crate::{Location, answer};

/// The rule.
pub static RULE: Rule = Rule {
    code: "CMP005",
    name: page("effective-date-unreadable"),
    class: Class::Inaccurate,
    severity: Severity::Error,
    source: Source::Differs(page(
        "row 12 takes any text for a date; the file itself refuses it while typing",
    )),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    let text = ctx.text(EFFECTIVE_DATE);
    if !text.is_empty() && answer::parse_date(text).is_none() {
        out.at(Location::field(EFFECTIVE_DATE)).arg("answer", quoted(text));
    }
}
