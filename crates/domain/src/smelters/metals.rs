//! Metals as lists of all templates spell them.

use super::name_words;
use crate::Metal;

/// Names under which a metal is met, besides its own; folded, without spaces.
const ALIASES: [(&str, &[&str]); 20] = [
    ("Aluminum", &["aluminium", "al"]),
    ("Cobalt", &["co"]),
    ("Copper", &["cu"]),
    ("Gold", &["au"]),
    // Some exports have it with a slip.
    ("Graphite (Artificial)", &["graphitearticial", "artificialgraphite", "syntheticgraphite"]),
    ("Iridium", &["ir"]),
    ("Lead", &["pb"]),
    ("Lithium", &["li"]),
    ("Manganese", &["mn"]),
    ("Molybdenum", &["mo"]),
    ("Nickel", &["ni"]),
    ("Palladium", &["pd"]),
    ("Platinum", &["pt"]),
    ("Rare Earth Elements", &["rareearths", "rareearth", "ree"]),
    ("Rhodium", &["rh"]),
    ("Ruthenium", &["ru"]),
    ("Silver", &["ag"]),
    ("Tantalum", &["ta"]),
    ("Tin", &["sn"]),
    ("Tungsten", &["w", "wolfram"]),
];
/// Those without another name.
const OTHERS: [&str; 11] = [
    "Feldspar",
    "Graphite",
    "Lime",
    "Magnesium",
    "Mica",
    "Multiple",
    "Niobium",
    "Soda Ash",
    "Zinc",
    "Tellurium",
    "Cadmium",
];
/// A word longer than that is none.
const LONGEST: usize = 40;

/// The metal that a list means, and whether it is known here. One that is not keeps its name; what is no word is none.
pub(super) fn metal_of(text: &str) -> Option<(Metal, bool)> {
    let folded = name_words::words(text).concat();
    let is = |name: &str| name_words::words(name).concat() == folded;
    let known = ALIASES.iter().find(|(name, aliases)| is(name) || aliases.contains(&folded.as_str()));
    let known = known.map(|(name, _)| *name).or_else(|| OTHERS.into_iter().find(|name| is(name)));
    if let Some(name) = known {
        return Some((Metal::new(name), true));
    }
    let word = |c: char| c.is_alphabetic() || matches!(c, ' ' | '(' | ')' | '-');
    let is_word = folded.chars().count() > 1 && text.chars().count() <= LONGEST && text.chars().all(word);
    is_word.then(|| (Metal::new(text), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metals_are_known_however_lists_spell_them_and_others_keep_their_name() {
        for (text, name, known) in [
            ("TIN", "Tin", true),
            ("Aluminium", "Aluminum", true),
            ("Graphite (Articial)", "Graphite (artificial)", true),
            ("SodaAsh", "Soda ash", true),
            ("Wolfram", "Tungsten", true),
            ("Multiple", "Multiple", true),
            ("Unobtainium", "Unobtainium", false),
        ] {
            let (metal, is_known) = metal_of(text).unwrap();
            assert_eq!((metal.name(), is_known), (name, known), "{text}");
        }
        for text in ["", "`", "x", "CID900001", "this is a sentence that somebody typed into the column"] {
            assert!(metal_of(text).is_none(), "{text}");
        }
    }
}
