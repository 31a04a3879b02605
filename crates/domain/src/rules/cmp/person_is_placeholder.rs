//! The contact or the authorizer is a word such as "same" and not a person.

use crate::Location;
use crate::rules::context::quoted;
use crate::rules::words::{has_letter, is_department, is_placeholder};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "CMP003",
    name: "person-is-placeholder",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("the template's instructions ask for a person; its checker takes any text"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for key in ["company.contact_name", "company.authorizer_name"] {
        let text = ctx.text(key);
        if !text.is_empty() && (is_placeholder(text) || is_department(text) || !has_letter(text)) {
            out.at(Location::field(key)).arg("answer", quoted(text));
        }
    }
}
