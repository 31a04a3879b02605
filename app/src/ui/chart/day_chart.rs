use super::days::{Area, Days, Drawing, Point, draw};
use super::shade::Shade;
use crate::kit::number::number;
use leptos::prelude::*;

/// The width of the drawing on a desk and on a phone, in its own units, with how many days are named.
const SIZES: [(&str, f64, usize); 2] = [("wide", 620.0, 8), ("narrow", 330.0, 3)];

/// A day, as it is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayName {
    /// In short, for the axis.
    pub short: String,
    /// With what came on it, for whoever points at its bar.
    pub says: String,
    /// Where that is listed.
    pub href: Option<String>,
}

/// The words of the drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayWords {
    /// What the upper part shows, and the lower.
    pub total: String,
    pub daily: String,
    /// What the marks of days say, in their order.
    pub marks: Vec<String>,
    /// What ends the line of now and the line of before.
    pub now: String,
    pub before: String,
}

/// A line that adds up, with the one of before, and a bar to each day. A table with the same numbers stands beside it.
#[component]
pub fn DayChart(
    /// Tells its parts from those of others on the page.
    id: &'static str,
    /// What it shows, in a word and in a sentence: for those who do not see it.
    #[prop(into)]
    title: String,
    #[prop(into)] says: String,
    /// What is drawn.
    days: Days,
    /// The names of the days.
    names: Vec<DayName>,
    /// The words.
    words: DayWords,
) -> impl IntoView {
    let sizes = SIZES.into_iter().map(|(size, width, fit)| {
        let drawing = draw(&days, width, fit);
        let (names, words) = (names.clone(), words.clone());
        let id = format!("{id}-{size}");
        view! { <Drawn id size title=title.clone() says=says.clone() drawing names words /> }
    });
    view! { <div class="day-chart">{sizes.collect_view()}</div> }
}

#[component]
fn Drawn(
    id: String,
    size: &'static str,
    title: String,
    says: String,
    drawing: Drawing,
    names: Vec<DayName>,
    words: DayWords,
) -> impl IntoView {
    let Drawing { width, height, left, right, .. } = drawing;
    let (title_id, says_id) = (format!("{id}-title"), format!("{id}-says"));
    let (named_by, described_by) = (title_id.clone(), says_id.clone());
    let hits = drawing.bars.iter().filter_map(|(day, _, strip)| {
        let name = names.get(*day)?;
        Some(hit(name.href.clone()?, name.says.clone(), *strip))
    });
    let hits = hits.collect_view();
    let axes = [&drawing.upper, &drawing.lower].map(|axis| grid(axis, left, right));
    let bars = drawing.bars.iter().map(|(_, area, _)| bar(*area)).collect_view();
    let reminders = drawing.reminders.iter().map(|at| reminder(*at)).collect_view();
    let named = drawing
        .named
        .iter()
        .filter_map(|(day, at)| Some(text(*at, "middle", "chart-text", names.get(*day)?.short.clone())));
    let named = named.collect_view();
    let marks = drawing.marks.iter().zip(words.marks).map(mark).collect_view();
    let heads = [(&drawing.upper, words.total), (&drawing.lower, words.daily)].map(|(axis, says)| {
        let top = axis.last().map_or(0.0, |(y, _)| *y);
        text((left, top - 7.0), "start", "chart-text chart-head", says)
    });
    let ends = [
        (drawing.before_end, "chart-text chart-text-before", words.before, 13.0),
        (drawing.end, "chart-text chart-text-now", words.now, -7.0),
    ];
    let ends =
        ends.map(|(at, class, says, off)| at.map(|(x, y)| text((x, y + off), anchor(x, width), class, says)));
    view! {
        <svg class=format!("chart-{size}") viewBox=format!("0 0 {width} {height}") focusable="false">
            <g role="img" aria-labelledby=named_by aria-describedby=described_by>
                <title id=title_id>{title}</title>
                <desc id=says_id>{says}</desc>
                {axes}{bars}{reminders}{marks}
                <path class="chart-line-before" d=drawing.before />
                <path class="chart-line" d=drawing.line />
                {drawing.end.map(|(x, y)| view! { <circle class="chart-dot" cx=place(x) cy=place(y) r="3" /> })}
                {named}{heads}{ends}
            </g>
            <g aria-hidden="true">{hits}</g>
        </svg>
    }
}

/// A text at the end of a line stays inside the drawing.
fn anchor(x: f64, width: f64) -> &'static str {
    if x > width * 0.55 { "end" } else { "start" }
}

fn place(n: f64) -> String {
    format!("{n:.1}")
}

fn text((x, y): Point, anchor: &'static str, class: &'static str, says: String) -> AnyView {
    view! { <text class=class x=place(x) y=place(y) text-anchor=anchor>{says}</text> }.into_any()
}

fn grid(axis: &[(f64, u64)], left: f64, right: f64) -> AnyView {
    let line = |(y, n): &(f64, u64)| {
        let class = if *n == 0 { "chart-axis" } else { "chart-grid" };
        view! {
            <line class=class x1=place(left) x2=place(right) y1=place(*y) y2=place(*y) />
            {text((left - 6.0, y + 4.0), "end", "chart-text", number(*n))}
        }
    };
    axis.iter().map(line).collect_view().into_any()
}

fn bar((x, y, wide, high): Area) -> AnyView {
    let (shade, class) = (Shade::Main, Shade::Main.class());
    view! { <rect class=class fill=shade.fill() x=place(x) y=place(y) width=place(wide) height=place(high) /> }.into_any()
}

fn reminder((x, y): Point) -> AnyView {
    let d = format!("M{:.1} {:.1}l4 7h-8z", x, y);
    view! { <path class="chart-reminder" d=d /> }.into_any()
}

fn mark(((x, from, to, at, anchor), says): (&(f64, f64, f64, Point, &'static str), String)) -> AnyView {
    view! {
        <line class="chart-mark" x1=place(*x) x2=place(*x) y1=place(*from) y2=place(*to) />
        {text(*at, anchor, "chart-text chart-text-mark", says)}
    }
    .into_any()
}

/// The table beside the drawing has the same links for whoever goes by keyboard.
fn hit(href: String, says: String, (x, y, wide, high): Area) -> AnyView {
    view! {
        <a href=href tabindex="-1">
            <rect class="chart-hit" x=place(x) y=place(y) width=place(wide) height=place(high)><title>{says}</title></rect>
        </a>
    }
    .into_any()
}
