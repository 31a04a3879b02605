//! An e-mail address has an @, but mail cannot be sent to it, or it stands for none.

use super::{EMAILS, address_in};
use crate::rules::context::quoted;
use crate::rules::words::is_placeholder_email;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, answer};

pub static RULE: Rule = Rule {
    code: "CMP002",
    name: "email-not-well-formed",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("the official checker is content with an @"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for key in EMAILS {
        let text = ctx.text(key);
        if text.contains('@') && (!answer::is_email(text) || is_placeholder_email(text)) {
            out.at(Location::field(key)).arg("answer", quoted(text)).arg("hint", hint(text));
        }
    }
}

/// The address that is meant, where it can be told.
fn hint(text: &str) -> String {
    address_in(text).map_or(String::new(), |address| format!(": {address}"))
}
