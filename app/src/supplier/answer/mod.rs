//! The form. Every view here is drawn on the server and taken over in the browser; none decides what is asked.

mod company;
mod field;
mod frame;
mod leftovers;
mod mend;
mod metals;
mod policy;
mod review;
mod row_editor;
mod summary;
mod table;

pub use frame::{answer, title};
pub use mend::{open_queries, parse_location};
#[cfg(feature = "supplier")]
pub(crate) use review::plain_table;
pub use review::unexplained;

use crate::kit::el::{El, el};
use domain::Texts;
use domain::text::LANGUAGES;

/// The choice of a language: a plain form, which the server answers with a cookie and the page that one came from.
pub fn language_form(texts: &Texts, action: String, back: &str) -> El {
    let buttons = LANGUAGES.iter().map(|(code, name)| {
        let here = (*code == texts.language()).then(|| "true".to_owned());
        let button = el("button;class=language;name=language").a("value", *code).a("lang", *code);
        button.opt("aria-current", here).with(*name)
    });
    el("form;class=languages;method=post")
        .a("action", action)
        .a("aria-label", texts.get("page.language").to_owned())
        .with(el("input;type=hidden;name=back").a("value", back.to_owned()))
        .all(buttons)
}

/// The button that signs out.
pub fn leave_form(action: String, label: String) -> El {
    let button = el("button;class=button small;data-act=leave").with(label);
    el("form;id=leave;method=post").a("action", action).with(button)
}
