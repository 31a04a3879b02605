//! The module's entries. Nobody but its worker calls them, one after the other.

use super::{Desk, Typed};
use domain::Metal;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The letters by the browser's tables of Unicode: `public/suggester.js`.
    #[wasm_bindgen(js_name = foldLetters)]
    fn fold_letters(text: &str) -> String;
}

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

/// Takes the table in; the page's words as JSON, or nothing where there is nothing to suggest.
#[wasm_bindgen]
pub fn open(table: &[u8], language: &str) -> Option<String> {
    let desk = Desk::open(table, language, Some(fold_letters))?;
    let words = desk.words();
    DESK.replace(Some(desk));
    Some(words)
}

/// Takes in how Chinese and Japanese letters are read.
#[wasm_bindgen]
pub fn learn(readings: &str) {
    DESK.with_borrow_mut(|desk| desk.iter_mut().for_each(|desk| desk.learn(readings)));
}

/// What may be meant.
#[wasm_bindgen]
pub fn suggest(text: &str, metal: &str, special: bool, whole: bool) -> String {
    let typed = Typed { text, metal: Metal::parse(metal), special, whole };
    DESK.with_borrow_mut(|desk| desk.as_mut().map_or_else(String::new, |desk| desk.answer(typed)))
}
