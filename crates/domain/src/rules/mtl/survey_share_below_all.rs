//! Too few, but not the smallest share, of the relevant suppliers have answered.

use super::report_gaps;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL002",
    name: "survey-share-below-all",
    class: Class::Incomplete,
    severity: Severity::Warning,
    source: Source::Ours("customers ask for every relevant supplier; see decision 3"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    report_gaps(ctx, out, false);
}
