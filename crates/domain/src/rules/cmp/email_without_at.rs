//! An e-mail address has no @.

use super::{EMAILS, address_in};
use crate::Location;
use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "CMP001",
    name: "email-without-at",
    class: Class::Incomplete,
    severity: Severity::Error,
    source: Source::Same("rows 8 and 11"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for key in EMAILS {
        let text = ctx.text(key);
        if !text.is_empty() && !text.contains('@') {
            // A wide ＠ is none to the workbook.
            let example = address_in(text).unwrap_or_else(|| "name@example.com".to_owned());
            out.at(Location::field(key)).arg("answer", quoted(text)).arg("example", example);
        }
    }
}
