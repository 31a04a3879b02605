//! No smelter is said to source from a covered country, although not all suppliers or smelters are known.

use super::is_claimed_without_knowing;
use crate::Location;
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};

pub static RULE: Rule = Rule {
    code: "MTL009",
    name: "no-covered-origin-unsupported",
    class: Class::Inconsistent,
    severity: Severity::Error,
    source: Source::Ours("a firm No needs all suppliers and all smelters; the truthful answer is Unknown"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for &metal in &ctx.template.metals {
        if is_claimed_without_knowing(ctx, metal) {
            out.at(Location::field(metal_key(3, metal))).arg("metal", metal_text(metal));
        }
    }
}
