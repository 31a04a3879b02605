//! The company that declares is called otherwise than the supplier that was asked.

use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::smelters::name_words;
use crate::{Class, Severity};
use crate::{Location, answer};

pub static RULE: Rule = Rule {
    code: "REV005",
    name: "company-name-unlike-supplier",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("somebody else's declaration is the commonest mix-up in a mailbox"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let (said, asked) = (ctx.text("company.name"), ctx.review.supplier.as_str());
    if !answer::is_blank(said) && !answer::is_blank(asked) && !alike(said, asked) {
        out.at(Location::field("company.name")).arg("answer", quoted(said)).arg("supplier", quoted(asked));
    }
}

/// Whether two names may be of one company: the words of the shorter, company forms apart, are all in the longer.
fn alike(a: &str, b: &str) -> bool {
    let core = |name: &str| name_words::core(&name_words::words(name));
    let (a, b) = (core(a), core(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let together = long.concat();
    short.iter().all(|word| long.contains(word)) || together.contains(&short.concat())
}
