//! A row's CID is one smelter, its name another one of the same metal.

use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, SmelterCol, answer};

pub static RULE: Rule = Rule {
    code: "SML015",
    name: "name-of-another-smelter",
    class: Class::Inconsistent,
    severity: Severity::Error,
    source: Source::Ours(
        "the workbook only colours such a row; a name that no list has is left to the reviewer (REV013)",
    ),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    for s in &ctx.smelters {
        let (Some(known), Some(metal)) = (s.known, s.metal) else { continue };
        // Removed smelters hand their names on, and a wrong metal is SML012.
        if s.row.is_not_listed() || known.removed.is_some() || known.metal != s.metal {
            continue;
        }
        for col in [SmelterCol::Lookup, SmelterCol::Name] {
            let name = s.row.get(col);
            if answer::is_blank(name) || answer::same(name, &known.name) {
                continue;
            }
            let named = ctx.references.known_as(metal, name);
            if let Some(other) = named.first().filter(|_| named.iter().all(|n| n.cid != known.cid)) {
                out.at(Location::smelter(s.row.id, col))
                    .arg("cid", quoted(&known.cid))
                    .arg("listed", quoted(&known.name))
                    .arg("answer", quoted(name))
                    .arg("other", quoted(&other.cid))
                    .arg("day", ctx.list_day());
                break;
            }
        }
    }
}
