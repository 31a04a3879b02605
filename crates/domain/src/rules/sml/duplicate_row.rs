//! A row repeats an earlier one: same metal, smelter, mine and country of origin.

use crate::rules::context::SmelterFacts;
use crate::rules::{Ctx, Findings, Rule, Source, page};
use crate::sort::{Key, sort};
use crate::{Class, Location, Severity, Table, answer, letters};

/// The rule.
pub static RULE: Rule = Rule {
    code: "SML013",
    name: page("duplicate-row"),
    class: Class::Inaccurate,
    severity: Severity::Note,
    source: Source::Ours(page(
        "one smelter may be listed once for each mine; the very same row twice says nothing more",
    )),
    check,
};

fn check(ctx: &Ctx, out: &mut Findings) {
    // Lists are long and this runs at every keystroke: rows are found by a number, then compared.
    let mut keys: Vec<Key> = Vec::with_capacity(ctx.smelters.len());
    for (i, s) in ctx.smelters.iter().enumerate() {
        if s.names_smelter() && !s.row.is_not_identified() {
            keys.push((digest(s), 0, i));
        }
    }
    sort(&mut keys);
    for alike in keys.chunk_by(|a, b| a.0 == b.0) {
        let first = &ctx.smelters[alike[0].2];
        for s in alike[1..].iter().map(|(_, _, i)| &ctx.smelters[*i]).filter(|s| is_same(first, s)) {
            let location = Location::Row { table: Table::Smelters, row: s.row.id, col: None };
            out.at(location).rows(&[first], None);
        }
    }
}

/// What makes two rows the same, besides the metal.
fn parts<'a>(s: &SmelterFacts<'a>) -> [&'a str; 4] {
    let row = s.row;
    // A CID says all about the smelter; without one its name and country do.
    let (smelter, country) = match (answer::is_blank(&row.cid), row.is_not_listed()) {
        (false, _) => (&row.cid, ""),
        (true, true) => (&row.name, row.country.as_str()),
        (true, false) => (&row.lookup, ""),
    };
    [smelter, country, &row.mine, &row.mine_country].map(answer::clean)
}

fn is_same(a: &SmelterFacts, b: &SmelterFacts) -> bool {
    let same = |x: &str, y: &str| {
        x.eq_ignore_ascii_case(y)
            || ((!x.is_ascii() || !y.is_ascii()) && letters::fold(x) == letters::fold(y))
    };
    a.metal == b.metal && parts(a).iter().zip(parts(b)).all(|(x, y)| same(x, y))
}

/// The same number for rows that are the same (FNV-1a).
fn digest(s: &SmelterFacts) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let start = step(0xcbf2_9ce4_8422_2325, s.metal.map_or(0, |m| m as u8 + 1));
    let add = |hash, text: &str| text.bytes().map(|b| b.to_ascii_lowercase()).fold(step(hash, 0), step);
    // Most are plain ASCII, which folding would only make lower case.
    parts(s).iter().fold(start, |hash, part| match part.is_ascii() {
        true => add(hash, part),
        false => add(hash, &letters::fold(part)),
    })
}
