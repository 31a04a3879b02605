//! Half of the relevant suppliers or fewer have answered.

use super::{is_claimed_complete, option_arg};
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Ctx, Findings, Rule, Source, page};
use crate::{Class, Severity};
use crate::{Location, Metal};

/// The rule.
pub static RULE: Rule = Rule {
    code: "MTL003",
    name: page("survey-share-half-or-less"),
    class: Class::Incomplete,
    severity: Severity::Warning,
    source: Source::Ours(page("customers take half or less for a high risk; see decision 3")),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    for metal in Metal::ALL {
        let share = ctx.metal_choice(6, metal);
        if matches!(share, Some("50% or less" | "None")) && !is_claimed_complete(ctx, metal) {
            out.at(Location::field(metal_key(6, metal)))
                .arg("metal", metal_text(metal))
                .arg("answer", option_arg(share));
        }
    }
}
