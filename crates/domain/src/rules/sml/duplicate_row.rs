//! A row repeats an earlier one: same metal, smelter, mine and country of origin.

use crate::rules::context::SmelterRowFacts;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Location, Metal, Severity, Table, answer, letters};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

pub static RULE: Rule = Rule {
    code: "SML013",
    name: "duplicate-row",
    class: Class::Inaccurate,
    severity: Severity::Note,
    source: Source::Ours(
        "one smelter may be listed once for each mine; the very same row twice says nothing more",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let mut first: HashMap<(Option<Metal>, [String; 4]), &SmelterRowFacts> = HashMap::new();
    for s in ctx.smelters.iter().filter(|s| s.names_smelter() && !s.row.is_not_identified()) {
        match first.entry((s.metal, identity(s))) {
            Entry::Vacant(free) => {
                free.insert(s);
            }
            Entry::Occupied(earlier) => {
                let location = Location::Row { table: Table::SMELTERS, row: s.row.id, col: None };
                out.at(location).rows(&[earlier.get()], None);
            }
        }
    }
}

/// What makes two rows of a metal the same, folded.
fn identity(s: &SmelterRowFacts) -> [String; 4] {
    let row = s.row;
    // A CID says all about the smelter; without one its name and country do.
    let (smelter, country) = match (answer::is_blank(&row.cid), row.is_not_listed()) {
        (false, _) => (&row.cid, ""),
        (true, true) => (&row.name, row.country.as_str()),
        (true, false) => (&row.lookup, ""),
    };
    [smelter, country, &row.mine, &row.mine_country].map(|part| letters::normalize(answer::clean(part)))
}
