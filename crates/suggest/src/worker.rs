//! The module's entries. Nobody but its worker calls them, one after the other.

use super::{Keystroke, Suggestions};
use domain::{Metal, Texts};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static SUGGESTIONS: RefCell<Option<Suggestions>> = const { RefCell::new(None) };
}

/// Takes in the table and a catalogue; the page's words as JSON, or nothing where there is nothing to suggest.
#[wasm_bindgen]
pub fn open(table: &[u8], language: &str, catalogue: &str) -> Option<String> {
    let texts = Texts::parse(language, catalogue).ok()?;
    let suggestions = Suggestions::open(table, texts)?;
    let words = suggestions.words();
    SUGGESTIONS.replace(Some(suggestions));
    Some(words)
}

/// Takes in how Chinese and Japanese letters are read.
#[wasm_bindgen]
pub fn learn(readings: &str) {
    SUGGESTIONS.with_borrow_mut(|it| it.iter_mut().for_each(|it| it.learn(readings)));
}

/// What may be meant.
#[wasm_bindgen]
pub fn suggest(text: &str, metal: &str, special: bool, whole: bool) -> String {
    let metal = Some(metal).filter(|metal| !metal.trim().is_empty()).map(Metal::new);
    let typed = Keystroke { text, metal, special, whole };
    SUGGESTIONS.with_borrow_mut(|it| it.as_mut().map_or_else(String::new, |it| it.answer(typed)))
}
