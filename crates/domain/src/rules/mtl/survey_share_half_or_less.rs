//! Half of the relevant suppliers or fewer have answered.

use super::report_gaps;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL003",
    name: "survey-share-half-or-less",
    class: Class::Incomplete,
    severity: Severity::Warning,
    source: Source::Ours("customers take half or less for a high risk; see decision 3"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    report_gaps(ctx, out, true);
}
