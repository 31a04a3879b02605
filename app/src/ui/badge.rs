use leptos::prelude::*;

/// In what tone a badge speaks: each has a mark of its own shape besides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Somebody else has to do something.
    Waiting,
    /// We have to.
    Ours,
    /// It went back.
    Back,
    /// It is well.
    Good,
    /// It is not.
    Bad,
    /// Nothing is going on.
    Idle,
}

impl Tone {
    /// All of them.
    pub const ALL: [Tone; 6] = [Tone::Waiting, Tone::Ours, Tone::Back, Tone::Good, Tone::Bad, Tone::Idle];

    /// Its name in styles.
    pub fn key(self) -> &'static str {
        match self {
            Tone::Waiting => "waiting",
            Tone::Ours => "ours",
            Tone::Back => "back",
            Tone::Good => "good",
            Tone::Bad => "bad",
            Tone::Idle => "idle",
        }
    }
}

/// A state in a word.
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    text: String,
    /// Its tone.
    tone: Tone,
) -> impl IntoView {
    view! { <span class=format!("state state-{}", tone.key())>{text}</span> }
}

/// What must not be overlooked beside a name or a state.
#[component]
pub fn Flag(
    /// The word.
    #[prop(into)]
    text: String,
    /// Whether it is for us to settle, and no fault.
    #[prop(optional)]
    ours: bool,
) -> impl IntoView {
    view! { <span class=if ours { "flag flag-ours" } else { "flag" }>{text}</span> }
}
