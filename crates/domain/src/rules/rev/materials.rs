//! Words for parts and materials in which one of the metals is nearly always found.

use crate::Metal;
use crate::smelters::fold;

/// Words, folded as names are, with the metal. Only what leaves little doubt: a housing may be tinned or not.
const WORDS: &[(&str, Metal)] = &[
    ("solder", Metal::Tin),
    ("soldered", Metal::Tin),
    ("tinned", Metal::Tin),
    ("tinplate", Metal::Tin),
    ("tin", Metal::Tin),
    ("bronze", Metal::Tin),
    ("pcb", Metal::Tin),
    ("pcba", Metal::Tin),
    ("gold", Metal::Gold),
    ("tantalum", Metal::Tantalum),
    ("tungsten", Metal::Tungsten),
    ("carbide", Metal::Tungsten),
    ("焊锡", Metal::Tin),
    ("锡", Metal::Tin),
    ("金", Metal::Gold),
    ("镀金", Metal::Gold),
    ("钽", Metal::Tantalum),
    ("钨", Metal::Tungsten),
];

/// The metals that a description of parts names, each once, with the word that does.
pub fn named(parts: &str) -> Vec<(&'static str, Metal)> {
    let words = fold::words(parts);
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
            [("solder", Metal::Tin), ("gold", Metal::Gold)]
        );
        assert_eq!(named("Goldman housings, tinsel"), []);
    }
}
