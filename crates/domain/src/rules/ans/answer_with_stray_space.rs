//! An answer is an allowed value, but with space around it that the workbook takes for a part of it.

use super::label;
use crate::rules::context::shown;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, answer};

pub static RULE: Rule = Rule {
    code: "ANS003",
    name: "answer-with-stray-space",
    class: Class::Inaccurate,
    severity: Severity::Error,
    source: Source::Same(
        "to the workbook \"No \" is not \"No\": rows 19 to 63 open, although the person meant No",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for (field, raw) in ctx.asked() {
        let meant = field.options().iter().any(|o| answer::same(o, raw));
        let as_written = field.options().iter().any(|o| answer::same_in_sheet(o, raw));
        if meant && !as_written {
            let (answer, space) = shown(raw);
            out.at(Location::field(&*field.key))
                .arg("field", label(field))
                .arg("answer", answer)
                .arg("space", space);
        }
    }
}
