//! More than half, but not all, of the relevant suppliers have answered.

use super::{is_claimed_complete, option_arg};
use crate::rules::context::{metal_key, metal_text};
use crate::rules::{Ctx, Findings, Rule, Source, page};
use crate::{Class, Severity};
use crate::{Location, Metal};

/// The rule.
pub static RULE: Rule = Rule {
    code: "MTL002",
    name: page("survey-share-below-all"),
    class: Class::Incomplete,
    severity: Severity::Warning,
    source: Source::Ours(page("customers ask for every relevant supplier; see decision 3")),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    for metal in Metal::ALL {
        let share = ctx.metal_choice(6, metal);
        if matches!(share, Some("Greater than 90%" | "Greater than 75%" | "Greater than 50%"))
            && !is_claimed_complete(ctx, metal)
        {
            out.at(Location::field(metal_key(6, metal)))
                .arg("metal", metal_text(metal))
                .arg("answer", option_arg(share));
        }
    }
}
