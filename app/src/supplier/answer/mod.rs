//! The form. Every view here is drawn on the server and taken over in the browser; none decides what is asked.

mod company;
mod corrections;
mod field;
mod frame;
mod host;
mod leftovers;
mod lines;
mod metals;
mod notices;
mod policy;
mod review;
mod row_editor;
mod summary;
mod table;

pub use corrections::{open_queries, parse_location};
pub use frame::{Answer, title};
pub use host::Host;
#[cfg(feature = "ssr")]
pub use host::SERVER;
pub use notices::conflict;
#[cfg(feature = "supplier")]
pub(crate) use review::PlainTable;
pub use review::unexplained;

use super::action::Action;
use super::form;
use super::model::Step;
use company::Company;
use corrections::Corrections;
use domain::template::Layout;
use domain::text::LANGUAGES;
use leptos::prelude::*;
use metals::Metals;
use policy::Policy;
use review::Review;
use table::RowTable;

/// Draws a step that asks questions.
pub fn questions(step: Step) -> AnyView {
    let Step::Of(section) = step else { return ().into_any() };
    match form::use_form().template().layout(section) {
        Some(Layout::Fields) => view! { <Company section /> }.into_any(),
        Some(Layout::Metals) => view! { <Metals section /> }.into_any(),
        Some(Layout::Questions) => view! { <Policy section /> }.into_any(),
        None => ().into_any(),
    }
}

/// Draws a step that is a table of rows.
pub fn rows(step: Step) -> AnyView {
    match step.table() {
        Some(table) => view! { <RowTable table /> }.into_any(),
        None => ().into_any(),
    }
}

/// Draws a step that looks at what was answered.
pub fn review(step: Step) -> AnyView {
    match step {
        Step::Corrections => view! { <Corrections /> }.into_any(),
        _ => view! { <Review /> }.into_any(),
    }
}

/// The choice of a language: a plain form, which the server answers with a cookie and the page that one came from.
#[component]
pub fn LanguageForm(
    /// The language of the page.
    language: String,
    /// What the choice is called.
    label: String,
    /// Where it is posted to.
    action: String,
    /// The page to come back to.
    back: String,
) -> impl IntoView {
    let buttons = LANGUAGES.iter().map(|(code, name)| {
        let here = (*code == language).then_some("true");
        view! { <button class="language" name="language" value=*code lang=*code aria-current=here>{*name}</button> }
    });
    view! {
        <form class="languages" method="post" action=action aria-label=label>
            <input type="hidden" name="back" value=back />
            {buttons.collect_view()}
        </form>
    }
}

/// The button that signs out.
#[component]
pub fn LeaveForm(
    /// Where it is posted to.
    action: String,
    /// What the button says.
    label: String,
) -> impl IntoView {
    view! {
        <form id="leave" method="post" action=action>
            <button class="button small" data-action=Action::Leave.key()>{label}</button>
        </form>
    }
}
