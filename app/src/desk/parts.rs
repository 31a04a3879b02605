//! What many pages of the desk say alike: states, roles, times, counts, the way through a list, the log.

mod badges;
mod log;
mod paging;

pub use crate::kit::number::number;
pub use badges::{CampaignBadge, MailBadge, QueryBadge, StateBadge, state_text, state_tone};
pub use log::{LogChange, LogLine, LogLines, LogTable};
pub use paging::Paging;

use super::texts;
use crate::islands::LocalTime;
use crate::ui::{Range, Rank, Submit};
use domain::{Instant, Texts};
use leptos::prelude::*;

/// What goes with a form unseen.
#[component]
pub fn Hidden(
    /// Names and values.
    fields: Vec<(String, String)>,
) -> impl IntoView {
    let field = |(name, value)| view! { <input type="hidden" name=name value=value /> };
    fields.into_iter().map(field).collect_view()
}

/// How many there are beyond those that are listed, where there are any.
#[component]
pub fn More(
    /// How many.
    n: u64,
) -> impl IntoView {
    (n > 0).then(|| view! { <p class="minor">{texts().fmt("desk.more", &[("n", &number(n))])}</p> })
}

/// A grave act that needs a reason: a form behind its name.
#[component]
pub fn ReasonedAct(
    /// Tells its control from those of others on the page.
    id: String,
    /// Where it goes.
    action: String,
    /// What it does.
    label: &'static str,
) -> impl IntoView {
    let control = format!("why-{id}");
    view! {
        <details class="reasoned">
            <summary>{label}</summary>
            <form method="post" action=action>
                <label for=control.clone()>{texts().get("desk.act.reason")}</label>
                <input id=control name="why" required=true maxlength="500" autocomplete="off" />
                <Submit label rank=Rank::Danger />
            </form>
        </details>
    }
}

/// A language by the name that its speakers use.
pub fn language(code: &str) -> String {
    let known = domain::text::TEMPLATE_LANGUAGES.iter().find(|(c, _)| *c == code);
    known.map_or(code, |(_, name)| name).to_owned()
}

/// A point in time, or a dash where there is none.
#[component]
pub fn TimeOrDash(at: Option<Instant>) -> impl IntoView {
    match at {
        Some(at) => view! { <LocalTime at /> }.into_any(),
        None => view! { <span>"–"</span> }.into_any(),
    }
}

/// A text, or a dash where there is none.
pub fn or_dash(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { text.to_owned() }
}

/// A sentence about a number: one of its own for one, where the language has one.
pub fn counted(t: &Texts, key: &str, n: u64) -> String {
    let one = format!("{key}_one");
    let key = if n == 1 && t.has(&one) { &one } else { key };
    t.fmt(key, &[("n", &number(n))])
}

/// Which rows are shown, as a sentence.
pub fn range(t: &Texts, range: &Range) -> String {
    let args = [("from", number(range.from)), ("to", number(range.to))];
    let [from, to] = args.each_ref().map(|(name, n)| (*name, n.as_str()));
    match range.of {
        Some(of) => t.fmt("desk.list.range", &[from, to, ("of", &number(of))]),
        None => t.fmt("desk.list.range_open", &[from, to]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_called_as_its_speakers_call_it() {
        let named = ["中文", "繁體中文", "Deutsch", "xx"].map(String::from);
        assert_eq!(["zh", "zh-Hant", "de", "xx"].map(language), named, "a code that nobody knows stays");
    }
}
