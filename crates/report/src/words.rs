//! Words that mean more than they seem to: whoever writes them into a report is told what they call for.

use domain::Texts;

/// A word in a text, and why it warns (a part of a text's key).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning<'a> {
    pub word: &'a str,
    pub why: &'static str,
}

impl Warning<'_> {
    /// What the word calls for.
    pub fn reason(&self, texts: &Texts) -> String {
        texts.get(&format!("report.word.{}", self.why)).to_owned()
    }
}

/// Each way of saying it, and why it warns.
pub const WORDS: [(&str, &str); 25] = [
    ("drc conflict free", "audit"),
    ("drc conflict-free", "audit"),
    ("conflict free", "audit"),
    ("conflict-free", "audit"),
    ("not found to be", "status"),
    ("conflict undeterminable", "status"),
    ("undeterminable", "status"),
    ("armed group", "armed"),
    ("finance conflict", "armed"),
    ("benefit conflict", "armed"),
    ("do not contain", "products"),
    ("does not contain", "products"),
    ("in all material respects", "oecd"),
    ("fully compliant", "oecd"),
    ("independent audit", "audited"),
    ("independent private sector audit", "audited"),
    ("certified", "certified"),
    ("guarantee", "absolute"),
    ("ensure", "absolute"),
    ("all smelters", "all"),
    ("all of the smelters", "all"),
    ("every smelter", "all"),
    ("originate in", "origin"),
    ("originated in", "origin"),
    ("sourced from", "origin"),
];

/// Every reason once.
pub const WHY: [&str; 10] =
    ["audit", "status", "armed", "products", "oecd", "audited", "certified", "absolute", "all", "origin"];

/// The words of the list that stand in a text, in their order; of two at one place the longer.
pub fn warnings(text: &str) -> Vec<Warning<'_>> {
    let lower = text.to_ascii_lowercase();
    let mut out = Vec::new();
    let mut at = 0;
    while at < lower.len() {
        let begins = !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let fits = |(word, _): &&(&str, &str)| {
            // The list has words as they begin: `ensures` warns as `ensure` does.
            begins && lower[at..].starts_with(word)
        };
        match WORDS.iter().filter(fits).max_by_key(|(word, _)| word.len()) {
            Some((word, why)) => {
                out.push(Warning { word: &text[at..at + word.len()], why });
                at += word.len();
            }
            None => at += lower[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    out
}

/// The names out of a list that stand in a text, whatever their letters' case.
pub fn named<'a>(text: &str, names: &'a [String]) -> Vec<&'a str> {
    let text = text.to_lowercase();
    let whole = |name: &str| {
        let name = name.trim().to_lowercase();
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        !name.is_empty()
            && text.match_indices(&name).any(|(at, _)| {
                edge(text[..at].chars().next_back()) && edge(text[at + name.len()..].chars().next())
            })
    };
    names.iter().map(String::as_str).filter(|name| whole(name)).collect()
}
