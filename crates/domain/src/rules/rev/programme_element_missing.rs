//! Something that a due diligence programme has is answered No (A to G).

use crate::Location;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "REV004",
    name: "programme-element-missing",
    class: Class::Incomplete,
    severity: Severity::Warning,
    source: Source::Ours("reviewers flag each such No; it may be true, so it is not asked about in the form"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    // POL005 to POL007 say more about a No that another answer contradicts. C asks for a demand on suppliers that not every company makes, but reviewers want to see it.
    for key in ["a", "b", "c", "d", "e", "f", "g"] {
        let contradicted = match key {
            "e" => ctx.template.metals.iter().copied().any(|metal| ctx.metal_says(6, metal, "100%")),
            "f" => ctx.says("g", "Yes"),
            "a" | "d" => ctx.says("h", "Yes"),
            _ => false,
        };
        if ctx.says(key, "No") && !contradicted {
            out.at(Location::field(key)).arg("question", key.to_ascii_uppercase());
        }
    }
}
