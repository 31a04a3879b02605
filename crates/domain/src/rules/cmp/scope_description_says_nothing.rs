//! The scope is described by words that describe nothing.

use crate::Location;
use crate::rules::context::quoted;
use crate::rules::words::is_empty_scope;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::template::SCOPE_USER;
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "CMP004",
    name: "scope-description-says-nothing",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("row 6 takes any text"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let key = "company.scope_description";
    let text = ctx.text(key);
    if ctx.choice("company.scope") == Some(SCOPE_USER) && !text.is_empty() && is_empty_scope(text) {
        out.at(Location::field(key)).arg("answer", quoted(text));
    }
}
