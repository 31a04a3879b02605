use crate::islands::Confirm;
use leptos::prelude::*;

/// How a button stands among others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rank {
    /// Like its neighbours.
    #[default]
    Usual,
    /// What the page is for.
    Primary,
    /// What cannot be taken back lightly.
    Danger,
    /// Beside others.
    Secondary,
}

impl Rank {
    fn class(self) -> &'static str {
        match self {
            Rank::Usual => "button",
            Rank::Primary => "button button-primary",
            Rank::Danger => "button button-danger",
            Rank::Secondary => "button button-secondary",
        }
    }
}

/// What is asked before an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    text: String,
    cancel: String,
}

impl Question {
    /// The question, and what is on the button that takes the act back.
    pub fn new(text: impl Into<String>, cancel: impl Into<String>) -> Question {
        Question { text: text.into(), cancel: cancel.into() }
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What is on it.
    #[prop(into)]
    label: String,
    /// How it stands among others.
    #[prop(optional)]
    rank: Rank,
) -> impl IntoView {
    view! { <a class=rank.class() href=href>{label}</a> }
}

/// The button that sends the form around it.
#[component]
pub fn Submit(
    /// What is on it.
    #[prop(into)]
    label: String,
    /// How it stands among others.
    #[prop(optional)]
    rank: Rank,
    /// Whether it cannot be pressed now.
    #[prop(optional)]
    disabled: bool,
    /// What is sent where this of several buttons is pressed: name and value.
    #[prop(optional)]
    says: Option<(&'static str, &'static str)>,
) -> impl IntoView {
    let (name, value) = says.unzip();
    view! { <button class=rank.class() type="submit" name=name value=value disabled=disabled>{label}</button> }
}

/// A button that posts, after a question where one is set and scripts run.
#[component]
pub fn PostButton(
    /// Where it posts to.
    #[prop(into)]
    to: String,
    /// What is on it.
    #[prop(into)]
    label: String,
    /// How it stands among others.
    #[prop(optional)]
    rank: Rank,
    /// Names and values that go with it.
    #[prop(optional)]
    fields: Vec<(&'static str, String)>,
    /// What is asked first.
    #[prop(optional)]
    ask: Option<Question>,
) -> impl IntoView {
    if let Some(Question { text: question, cancel }) = ask {
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let class = rank.class().to_owned();
        return view! { <Confirm action=to label class fields question cancel /> }.into_any();
    }
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    view! {
        <form class="act" method="post" action=to>
            {fields}<button type="submit" class=rank.class()>{label}</button>
        </form>
    }
    .into_any()
}
