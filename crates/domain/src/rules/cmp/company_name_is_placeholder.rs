//! The company's name is a word such as "n/a", or has no letter in it.

use crate::Location;
use crate::rules::context::quoted;
use crate::rules::words::{has_letter, is_placeholder};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "CMP008",
    name: "company-name-is-placeholder",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("row 4 takes any text"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let key = "company.name";
    let text = ctx.text(key);
    if !text.is_empty() && (is_placeholder(text) || !has_letter(text)) {
        out.at(Location::field(key)).arg("answer", quoted(text));
    }
}
