//! Countries: the covered countries of the SEC rule, and where a text names one.
//!
//! Browser and server read a cell with this same code and table, so that both see the same. The names come from CLDR for
//! the languages of the template, with what trade writes besides (`cargo xtask gen`); the table of all countries is the
//! server's alone ([`crate::smelters::country`]).

mod clause;
mod names;
mod token;
mod words;

pub use clause::is_either_congo;
pub use names::is_region;

use clause::clauses;

/// The covered countries (the Democratic Republic of the Congo and its nine adjoining countries) by ISO 3166 code.
/// Source: Dodd-Frank Act section 1502, as named in the template's definitions.
pub const COVERED: [&str; 10] = ["AO", "BI", "CD", "CF", "CG", "RW", "SS", "TZ", "UG", "ZM"];
/// The same by their codes of three letters.
const LONG: [&str; 10] = ["ago", "bdi", "cod", "caf", "cog", "rwa", "ssd", "tza", "uga", "zmb"];

/// The covered countries that a text names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Those that it names and does not deny.
    pub certain: Vec<&'static str>,
    /// Those that may be meant: a slip, a province, a "may be". Never one of the certain ones.
    pub likely: Vec<&'static str>,
}

/// The covered countries that a text names: a name or code, a list of them, a sentence with one in it. What it denies
/// (`not from the DRC`, `DRC-free`) is not named.
pub fn named(text: &str) -> Named {
    let mut found = Found::default();
    let clauses = clauses(text);
    if !codes(text, &clauses, &mut found) {
        clauses.iter().for_each(|clause| clause.read(&mut found));
    }
    let those = |held: [bool; 10]| COVERED.iter().zip(held).filter(|(_, held)| *held).map(|(code, _)| *code);
    let certain = found.certain;
    let mut likely = found.likely;
    likely.iter_mut().zip(certain).for_each(|(likely, certain)| *likely &= !certain);
    Named { certain: those(certain).collect(), likely: those(likely).collect() }
}

/// The covered countries that a text names for certain, each once.
pub fn covered_in(text: &str) -> Vec<&'static str> {
    named(text).certain
}

/// Whether a text says of a place that it lies in a covered country: for certain, or in one of the two Congos.
pub fn lies_in_covered(text: &str) -> bool {
    let named = named(text);
    !named.certain.is_empty() || ["CD", "CG"].iter().all(|code| named.likely.contains(code))
}

/// The covered country that a text names, where it is just one.
pub fn covered(text: &str) -> Option<&'static str> {
    match covered_in(text)[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// A name as names are compared: folded words with a space between them.
pub fn words(name: &str) -> String {
    let mut out = String::new();
    let mut east = false;
    for token in token::tokens(name) {
        let joined = east && token.east;
        if !out.is_empty() && !joined {
            out.push(' ');
        }
        east = token.east;
        out.push_str(&token.text);
    }
    out
}

#[derive(Default)]
struct Found {
    certain: [bool; 10],
    likely: [bool; 10],
}

/// A cell of nothing but codes. `CF` alone says conflict-free to the trade.
fn codes(text: &str, clauses: &[clause::Clause], found: &mut Found) -> bool {
    let tokens = || clauses.iter().flat_map(|clause| &clause.tokens);
    let n = tokens().count();
    let is_code = |text: &str| matches!(text.len(), 2 | 3) && text.bytes().all(|b| b.is_ascii_lowercase());
    let small = text.bytes().any(|b| b.is_ascii_lowercase());
    if n == 0 || !tokens().all(|t| is_code(&t.text)) || (n > 1 && small) {
        return false;
    }
    // `CF / CF` and `CF, R/S` are shorthand all through.
    let is_trade = |text: &str| matches!(text, "cf" | "cfs" | "rs" | "rc" | "na");
    let beside = tokens().any(|t| !is_trade(&t.text));
    let mut any = false;
    for token in tokens() {
        let at = COVERED.iter().position(|code| code.eq_ignore_ascii_case(&token.text));
        let Some(at) = at.or_else(|| LONG.iter().position(|code| *code == token.text)) else { continue };
        any = true;
        match token.text == "cf" {
            // Beside other codes it may be one as well.
            true => found.likely[at] = beside,
            false => found.certain[at] = true,
        }
    }
    // Names of three letters are read as names.
    any && tokens().all(|t| t.text != "drc" && t.text != "rdc")
}

#[cfg(test)]
mod tests;
