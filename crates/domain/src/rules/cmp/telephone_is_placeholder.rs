//! A telephone number is a word such as "same", or has too few digits.

use crate::Location;
use crate::rules::context::quoted;
use crate::rules::words::is_telephone;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "CMP009",
    name: "telephone-is-placeholder",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("row 9 takes any text"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for key in ["company.contact_phone", "company.authorizer_phone"] {
        let text = ctx.text(key);
        if !text.is_empty() && !is_telephone(text) {
            out.at(Location::field(key)).arg("answer", quoted(text));
        }
    }
}
