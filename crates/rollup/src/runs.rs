//! Runs of words that are looked for in other texts.

use domain::smelters::name_words;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A comment of fewer words says nothing about who wrote it.
const COMMENT_WORDS: usize = 4;
/// Nor does one of fewer letters, in a script without spaces.
const COMMENT_LETTERS: usize = 8;

/// Runs of words that are looked for. A million comments are kept as numbers: their words are not needed again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Runs {
    /// By its first word, how long runs are.
    lengths: HashMap<u64, BTreeSet<u16>>,
    /// Every run, and the supplier that wrote it; none where several write the same, which says nothing of anybody.
    whole: HashMap<u64, Option<u32>>,
}

impl Runs {
    /// Puts a run in.
    pub(crate) fn add(&mut self, words: &[String], by: u32) {
        let (Some(first), Ok(length)) = (words.first(), u16::try_from(words.len())) else { return };
        self.lengths.entry(number(std::slice::from_ref(first))).or_default().insert(length);
        let known = self.whole.entry(number(words)).or_insert(Some(by));
        *known = known.filter(|known| *known == by);
    }

    /// Whether one of them stands among these words, written by one supplier alone or by whomever.
    pub(crate) fn are_in(&self, words: &[String], by_one: bool) -> bool {
        (0..words.len()).any(|at| {
            let lengths = self.lengths.get(&number(&words[at..=at])).into_iter().flatten();
            let runs = lengths.filter_map(|length| words.get(at..at + usize::from(*length)));
            runs.into_iter().any(|run| self.whole.get(&number(run)).is_some_and(|by| by.is_some() || !by_one))
        })
    }
}

fn number(words: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

/// Puts a comment in, where it says enough to tell who wrote it.
pub(crate) fn add_comment(comments: &mut Runs, text: &str, by: u32) {
    let words = name_words::words(text);
    let letters = || words.iter().map(|word| word.chars().count()).sum::<usize>();
    if words.len() >= COMMENT_WORDS || (!text.is_ascii() && letters() >= COMMENT_LETTERS) {
        comments.add(&words, by);
    }
}
