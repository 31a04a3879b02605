use leptos::prelude::*;

/// How a part of a drawing is filled: each by a pattern of its own besides its colour, so that nobody needs the colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shade {
    /// What the drawing is about.
    #[default]
    Main,
    /// What is well.
    Good,
    /// What is under way.
    Waiting,
    /// What is for somebody to settle.
    Open,
    /// What is wrong.
    Bad,
    /// What was before, or is set aside.
    Past,
    /// Of what nothing is known.
    Unknown,
}

impl Shade {
    /// All of them.
    pub const ALL: [Shade; 7] =
        [Shade::Main, Shade::Good, Shade::Waiting, Shade::Open, Shade::Bad, Shade::Past, Shade::Unknown];

    /// Its name in styles.
    pub fn key(self) -> &'static str {
        match self {
            Shade::Main => "main",
            Shade::Good => "good",
            Shade::Waiting => "waiting",
            Shade::Open => "open",
            Shade::Bad => "bad",
            Shade::Past => "past",
            Shade::Unknown => "unknown",
        }
    }

    /// What its pattern is drawn of, in a square of eight; nothing where it is full.
    fn pattern(self) -> Option<&'static str> {
        match self {
            Shade::Main | Shade::Good => None,
            Shade::Waiting => Some("M-2 2L2 -2M0 8L8 0M6 10L10 6"),
            Shade::Open => Some("M2 1V3M6 5V7"),
            Shade::Bad => Some("M0 0L8 8M0 8L8 0"),
            Shade::Past => Some("M0 2H8M0 6H8"),
            Shade::Unknown => Some("M2 0V8M6 0V8"),
        }
    }

    /// What it is filled with.
    pub(super) fn fill(self) -> Option<String> {
        self.pattern().map(|_| format!("url(#shade-{})", self.key()))
    }

    /// The class of what it fills.
    pub(super) fn class(self) -> String {
        match self.pattern() {
            None => format!("shade shade-{}", self.key()),
            Some(_) => format!("shade shade-edge shade-edge-{}", self.key()),
        }
    }
}

/// The patterns that drawings of a page are filled with: once on a page that has any.
#[component]
pub fn ChartPatterns() -> impl IntoView {
    let patterns = Shade::ALL.into_iter().filter_map(|shade| {
        let lines = shade.pattern()?;
        let (id, class) =
            (format!("shade-{}", shade.key()), format!("shade-lines shade-lines-{}", shade.key()));
        let ground = format!("shade-ground shade-ground-{}", shade.key());
        Some(view! {
            <pattern id=id width="8" height="8" patternUnits="userSpaceOnUse">
                <rect class=ground width="8" height="8" /><path class=class d=lines />
            </pattern>
        })
    });
    view! {
        <svg class="chart-patterns" width="0" height="0" aria-hidden="true" focusable="false">
            <defs>{patterns.collect_view()}</defs>
        </svg>
    }
}

/// What the shades of a drawing mean.
#[component]
pub fn ChartLegend(
    /// Each with its words.
    shades: Vec<(Shade, String)>,
) -> impl IntoView {
    let entry = |(shade, words): (Shade, String)| {
        view! {
            <li>
                <svg class="chart-swatch" width="18" height="12" aria-hidden="true" focusable="false">
                    <rect class=shade.class() fill=shade.fill() x="0.5" y="0.5" width="17" height="11" />
                </svg>
                <span>{words}</span>
            </li>
        }
    };
    view! { <ul class="chart-legend">{shades.into_iter().map(entry).collect_view()}</ul> }
}
