//! Free text is not in English, as far as its letters tell.

use crate::Location;
use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::template::Input;
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "REV006",
    name: "free-text-not-english",
    class: Class::Inaccurate,
    severity: Severity::Note,
    source: Source::Ours("the template asks for English; many reviewers read more, so it is a note"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for (field, text) in ctx.asked() {
        if matches!(field.input, Input::LongText) && is_foreign(text) {
            out.at(Location::field(field.key.as_str())).arg("answer", quoted(text));
        }
    }
}

/// Whether most letters are of another script. A language that shares English's letters is not recognised.
fn is_foreign(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (latin, other): (Vec<char>, Vec<char>) = letters.partition(|c| (*c as u32) < 0x250);
    other.len() > latin.len()
}
