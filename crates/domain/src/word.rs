//! Words that definitions bring along: few, compared often, kept once for as long as the program runs. Nothing that a
//! stranger typed becomes one.

use std::sync::{Mutex, PoisonError};

static WORDS: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());

/// The same text as one that stays.
pub(crate) fn keep(text: &str) -> &'static str {
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(word) = words.iter().find(|word| **word == text) {
        return word;
    }
    let word: &'static str = Box::leak(text.into());
    words.push(word);
    word
}
