//! A CID was removed from the reference list.

use crate::rules::context::quoted;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Argument, Class, Location, Severity, SmelterCol, answer};

pub static RULE: Rule = Rule {
    code: "SML011",
    name: "cid-removed",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("it may have been right on the date of the answers; see decision 3"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let day = answer::parse_date(ctx.text("company.effective_date"));
    for s in &ctx.smelters {
        let Some((known, reason)) = s.known.and_then(|k| Some((k, k.removed.as_deref()?))) else { continue };
        let on = known.removed_on;
        // What was removed after the day of the answers was right on it.
        if day.zip(on).is_some_and(|(day, on)| day < on) {
            continue;
        }
        let on = on.map_or_else(String::new, |on| on.to_string());
        let reason = [on.as_str(), reason].join(" ");
        let successor = known.successor.as_deref();
        let successor =
            successor.map_or_else(|| "".into(), |cid| Argument::with("list.successor", quoted(cid), ""));
        out.at(Location::smelter(s.row.id, SmelterCol::Cid))
            .arg("cid", quoted(&known.cid))
            .arg("reason", quoted(&reason))
            .arg("successor", successor);
    }
}
