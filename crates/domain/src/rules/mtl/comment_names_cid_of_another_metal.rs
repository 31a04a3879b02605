//! A comment on one metal names the CID of another.

use crate::rules::context::{metal_key, metal_text, quoted};
use crate::rules::words::cids;
use crate::rules::{Findings, Rule, RuleContext, Source};
use crate::{Class, Severity};
use crate::{Location, Metal, SmelterCol};

pub static RULE: Rule = Rule {
    code: "MTL020",
    name: "comment-names-cid-of-another-metal",
    class: Class::Inaccurate,
    severity: Severity::Warning,
    source: Source::Ours("the official checker reads no comment"),
    check,
};

fn check(ctx: &RuleContext, out: &mut Findings) {
    let mut look = |text: &str, metal: Metal, location: &dyn Fn() -> Location| {
        let known = cids(text).into_iter().find_map(|cid| {
            let known = ctx.references.by_cid(&cid)?;
            Some((cid, known.metal.filter(|listed| *listed != metal)?))
        });
        if let Some((cid, listed)) = known {
            out.at(location())
                .arg("answer", quoted(text))
                .arg("cid", cid)
                .arg("listed", metal_text(listed))
                .arg("metal", metal_text(metal));
        }
    };
    for &metal in &ctx.template.metals {
        for question in 1..=8 {
            let key = format!("{}.comment", metal_key(question, metal));
            look(ctx.text(&key), metal, &|| Location::field(key.as_str()));
        }
    }
    for s in &ctx.smelters {
        if let Some(metal) = s.metal {
            look(&s.row.comment, metal, &|| Location::smelter(s.row.id, SmelterCol::Comment));
        }
    }
}
