//! What lives on the desk's pages. The browser's module is made of these and nothing else, so an island is handed the
//! few texts and values that it needs; what it acts upon, the server has drawn.

mod ask_link;
mod character_count;
mod confirm;
mod local_time;
mod shortcuts;
mod submit_on_change;
mod ticked;

pub use ask_link::AskLink;
pub use character_count::CharacterCount;
pub use confirm::Confirm;
pub use local_time::LocalTime;
pub use shortcuts::Shortcuts;
pub use submit_on_change::SubmitOnChange;
pub use ticked::Ticked;

use wasm_bindgen::JsCast;
use web_sys::Element;

/// The elements below one that match.
fn all<E: JsCast>(within: &Element, selector: &str) -> Vec<E> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect()
}
