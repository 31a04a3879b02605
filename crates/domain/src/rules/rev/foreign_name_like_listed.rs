//! A name in letters other than Latin ones sounds or reads like smelters of the list.

use crate::rules::context::quoted;
use crate::rules::sml::foreign_name;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::smelters::TypedSmelter;
use crate::{Class, Location, Severity};

/// Most smelters named in a message.
const NAMED: usize = 3;

pub static RULE: Rule = Rule {
    code: "REV019",
    name: "foreign-name-like-listed",
    class: Class::Incomplete,
    severity: Severity::Warning,
    source: Source::Ours(
        "names are read as the matching of smelters does, with a table of syllables that no browser loads for it",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in &ctx.smelters {
        let Some((col, name)) = foreign_name(ctx, s) else { continue };
        let outcome = ctx.references.matcher().find(&TypedSmelter::from(s.row));
        let known = outcome.candidates.iter().filter_map(|c| ctx.references.by_cid(&c.cid));
        let named: Vec<String> =
            known.take(NAMED).map(|k| format!("{} ({})", k.cid, quoted(&k.name))).collect();
        if !named.is_empty() {
            out.at(Location::smelter(s.row.id, col))
                .arg("answer", quoted(name))
                .arg("smelters", named.join(", "))
                .arg("day", ctx.list_day());
        }
    }
}
