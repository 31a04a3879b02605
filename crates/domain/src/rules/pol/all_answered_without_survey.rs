//! No supplier is surveyed (E No), yet all of them have answered (Q6).

use crate::Location;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "POL005",
    name: "all-answered-without-survey",
    class: Class::Inconsistent,
    severity: Severity::Error,
    source: Source::Ours("the official checker does not compare answers"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        let key = metal_key(6, metal);
        if ctx.says("e", "No") && ctx.says(&key, "1") {
            out.at(Location::field(key)).arg("metal", metal_text(metal));
        }
    }
}
