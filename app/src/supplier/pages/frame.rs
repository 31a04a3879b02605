//! What stands around each of these pages: the way to the content, the choice of a language, the way out.

use crate::kit::texts;
use crate::supplier::answer::{LanguageForm, LeaveForm};
use crate::supplier::paths;
use leptos::prelude::*;

/// The frame with a page in it. Whoever is signed in can sign out, and chooses the language for the mails too.
#[component]
pub fn Frame(
    /// The request that the person is signed in to.
    #[prop(optional_no_strip)]
    signed_in_to: Option<String>,
    /// Where the choice of a language comes back to; without it there is none.
    #[prop(optional_no_strip)]
    back: Option<String>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let t = texts();
    let action = match &signed_in_to {
        Some(request) => paths::of(paths::LANGUAGE, request),
        None => paths::ANY_LANGUAGE.to_owned(),
    };
    let leave = signed_in_to.map(|request| {
        let label = t.get("answer.leave").to_owned();
        view! { <LeaveForm action=paths::of(paths::LEAVE, &request) label /> }
    });
    let language = back.map(|back| {
        let (language, label) = (t.language().to_owned(), t.get("page.language").to_owned());
        view! { <LanguageForm language label action back /> }
    });
    view! {
        <a class="skip" href="#main">{t.get("answer.skip")}</a>
        <main id="main" class="sheet" tabindex="-1">{children()}</main>
        <footer class="foot">
            <p class="mark">{t.get("page.product")}</p>
            {leave}
            {language}
        </footer>
    }
}
