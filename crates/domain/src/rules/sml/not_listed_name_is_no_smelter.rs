//! A smelter that is not listed is called "Smelter not listed", or like the company that declares.

use super::free_name;
use crate::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::smelters::name_words::{core, words};
use crate::{Class, Location, Severity};

pub static RULE: Rule = Rule {
    code: "SML017",
    name: "not-listed-name-is-no-smelter",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours(
        "the official checker takes any text for a name; a company may be a smelter itself, so this cannot block",
    ),
    check,
};

/// Words that any smelter's name may have, and of which none is one.
const GENERIC: [&str; 20] = [
    "smelter",
    "smelters",
    "refiner",
    "refiners",
    "refinery",
    "refineries",
    "own",
    "our",
    "not",
    "listed",
    "unlisted",
    "other",
    "others",
    "the",
    "tin",
    "tantalum",
    "tungsten",
    "gold",
    "metal",
    "metals",
];

fn check(ctx: &RuleContext, out: &mut Findings) {
    let own = core(&words(ctx.text("company.name")));
    for s in &ctx.smelters {
        let Some((col, name)) = free_name(s) else { continue };
        let said = words(name);
        let says_nothing = !said.is_empty() && said.iter().all(|word| GENERIC.contains(&word.as_str()));
        let special = [NOT_LISTED, NOT_IDENTIFIED].iter().any(|s| words(s) == said);
        if special || says_nothing || (!own.is_empty() && core(&said) == own) {
            out.at(Location::smelter(s.row.id, col)).arg("answer", quoted(name));
        }
    }
}
