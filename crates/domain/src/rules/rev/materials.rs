//! Words for parts and materials in which one of the metals is nearly always found.

use crate::Metal;
use crate::smelters::name_words;

/// Words, folded as names are, with the metal. Only what leaves little doubt: a housing may be tinned or not.
const WORDS: &[(&str, Metal)] = &[
    ("solder", Metal::TIN),
    ("soldered", Metal::TIN),
    ("tinned", Metal::TIN),
    ("tinplate", Metal::TIN),
    ("tin", Metal::TIN),
    ("bronze", Metal::TIN),
    ("pcb", Metal::TIN),
    ("pcba", Metal::TIN),
    ("gold", Metal::GOLD),
    ("tantalum", Metal::TANTALUM),
    ("tungsten", Metal::TUNGSTEN),
    ("carbide", Metal::TUNGSTEN),
    ("焊锡", Metal::TIN),
    ("锡", Metal::TIN),
    ("金", Metal::GOLD),
    ("镀金", Metal::GOLD),
    ("钽", Metal::TANTALUM),
    ("钨", Metal::TUNGSTEN),
];

/// The metals that a description of parts names, each once, with the word that does.
pub fn named(parts: &str) -> Vec<(&'static str, Metal)> {
    let words = name_words::words(parts);
    let mut found: Vec<(&'static str, Metal)> = Vec::new();
    for (word, metal) in WORDS {
        if words.iter().any(|w| w == word) && !found.iter().any(|(_, m)| m == metal) {
            found.push((word, *metal));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_count() {
        assert_eq!(
            named("PCBA, solder paste; Gold-plated pins"),
            [("solder", Metal::TIN), ("gold", Metal::GOLD)]
        );
        assert_eq!(named("Goldman housings, tinsel"), []);
    }
}
