//! A CID was removed from the reference list.

use crate::rules::context::quoted;
use crate::rules::{Ctx, Findings, Rule, Source, page};
use crate::{Class, Severity};
use crate::{Location, SmelterCol};

/// The rule.
pub static RULE: Rule = Rule {
    code: "SML011",
    name: page("cid-removed"),
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours(page("it may have been right on the date of the answers; see decision 3")),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    for s in &ctx.smelters {
        let Some((known, reason)) = s.known.and_then(|k| Some((k, k.removed.as_deref()?))) else { continue };
        out.at(Location::smelter(s.row.id, SmelterCol::Cid))
            .arg("cid", quoted(&known.cid))
            .arg("reason", quoted(reason))
            .arg("successor", known.successor.as_deref().map_or("–".to_owned(), quoted));
    }
}
