//! A row's name is none under which the list knows its CID.

use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::smelters::name_words;
use crate::{Class, Severity};
use crate::{Location, Smelter, SmelterCol, answer};

pub static RULE: Rule = Rule {
    code: "REV013",
    name: "smelter-name-unlike-list",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours(
        "the workbook only colours such a row; names are compared as the matching of smelters does, which no browser links",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in &ctx.smelters {
        let Some(known) = s.known.filter(|k| k.metal == s.metal && !k.name.is_empty()) else { continue };
        let metal = known.metal;
        for col in [SmelterCol::Lookup, SmelterCol::Name] {
            let name = s.row.get(col);
            // A name of another smelter is SML015.
            let of_another = metal.is_some_and(|m| !ctx.references.known_as(m, name).is_empty());
            let special = col == SmelterCol::Lookup && (s.row.is_not_listed() || s.row.is_not_identified());
            if answer::is_blank(name) || special || of_another || is_name_of(name, known) {
                continue;
            }
            out.at(Location::smelter(s.row.id, col))
                .arg("answer", quoted(name))
                .arg("cid", quoted(&known.cid))
                .arg("listed", quoted(&known.name))
                .arg("day", ctx.list_day());
            break;
        }
    }
}

/// Whether the name is one of the smelter's, company forms and order of words apart.
fn is_name_of(name: &str, known: &Smelter) -> bool {
    let key = |name: &str| {
        let mut words = name_words::core(&name_words::words(name));
        words.sort();
        words
    };
    let wanted = key(name);
    std::iter::once(&known.name).chain(&known.aliases).any(|n| key(n) == wanted)
}
