//! A row repeats an earlier one: same metal, smelter, mine and country of origin.

use crate::rules::context::SmelterFacts;
use crate::rules::{Ctx, Findings, Rule, Source};
use crate::{Class, Severity};
use crate::{Location, Metal, Table, answer};
use std::borrow::Cow;
use std::collections::HashMap;

/// The rule.
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

fn check(ctx: &Ctx, out: &mut Findings) {
    let mut seen: HashMap<Key, u32> = HashMap::with_capacity(ctx.smelters.len());
    for s in ctx.smelters.iter().filter(|s| s.names_smelter() && !s.row.is_not_identified()) {
        let first = *seen.entry(key(s)).or_insert(s.number);
        if first != s.number {
            let location = Location::Row { table: Table::Smelters, row: s.row.id, col: None };
            out.at(location).arg("first", first.to_string());
        }
    }
}

/// What makes two rows the same: metal, smelter, mine and country of origin, letter case apart.
type Key<'a> = (Option<Metal>, [Text<'a>; 4]);

/// A text in lower case; borrowed where it is so already.
type Text<'a> = Cow<'a, str>;

fn key<'a>(s: &SmelterFacts<'a>) -> Key<'a> {
    let row = s.row;
    // A CID says all about the smelter; without one its name and country do.
    let (smelter, country) = match (answer::is_blank(&row.cid), row.is_not_listed()) {
        (false, _) => (&row.cid, ""),
        (true, true) => (&row.name, row.country.as_str()),
        (true, false) => (&row.lookup, ""),
    };
    (s.metal, [lower(smelter), lower(country), lower(&row.mine), lower(&row.mine_country)])
}

fn lower(text: &str) -> Text<'_> {
    let text = answer::clean(text);
    if text.chars().any(char::is_uppercase) { Cow::Owned(text.to_lowercase()) } else { Cow::Borrowed(text) }
}
