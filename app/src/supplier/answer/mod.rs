//! The form. Every view here is drawn on the server and taken over in the browser; none decides what is asked.

mod company;
mod field;
mod frame;
mod metals;
mod mend;
mod policy;
mod review;
mod row_editor;
mod summary;
mod table;

pub use frame::answer;
pub use mend::parse_location;
pub use review::unexplained;

use crate::supplier::paths;
use domain::Texts;
use domain::text::LANGUAGES;
use leptos::prelude::*;

/// The choice of a language: a plain form, which the server answers with a cookie and the page that one came from.
pub fn language_form(texts: Texts, back: &str) -> AnyView {
    let buttons: Vec<AnyView> = LANGUAGES
        .iter()
        .map(|(code, name)| {
            let here = (*code == texts.language()).then_some("true");
            view! { <button class="language" name="language" value=*code lang=*code aria-current=here>{*name}</button> }
                .into_any()
        })
        .collect();
    view! {
        <form class="languages" method="post" action=paths::LANGUAGE aria-label=texts.get("page.language").to_owned()>
            <input type="hidden" name="back" value=back.to_owned()/>
            {buttons}
        </form>
    }
    .into_any()
}
