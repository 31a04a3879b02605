//! The pictures of numbers in all their states: nothing, one, ten thousand, forty rows, long names.

use super::LONG;
use crate::desk::routes;
use crate::kit::number::number;
use crate::ui::chart::{
    Bar, Bars, ChartFrame, ChartLegend, ChartPatterns, DayChart, DayName, DayWords, Days, Numbers, Pair,
    Pairs, Shade, StackPart, StackRow, Stacks, Tile, TileMap,
};
use leptos::prelude::*;

#[component]
pub(super) fn Charts() -> impl IntoView {
    let shades = Shade::ALL.into_iter().map(|shade| (shade, shade.key().to_owned())).collect();
    view! {
        <ChartPatterns />
        <ChartFrame id="chart-legend" title="ChartFrame, ChartLegend" says="What the picture says." note="What it rests on.">
            <ChartLegend shades />
        </ChartFrame>
        <div class="charts">
            <ChartFrame id="chart-bars" title="Bars of a whole" says="Nothing, one, half and all of ten thousand.">
                <Bars caption="Of ten thousand" heads=heads() bars=shares() of=Some(10_000) />
            </ChartFrame>
            <ChartFrame id="chart-counts" title="Bars that are compared">
                <Bars caption="Counts" heads=heads() bars=counts() />
            </ChartFrame>
            <ChartFrame id="chart-forty" title="Forty bars"><Bars caption="Forty" heads=heads() bars=forty() /></ChartFrame>
            <ChartFrame id="chart-none" title="Bars without a value">
                <Bars caption="Zeros" heads=heads() bars=vec![bar("Gold", 0, Shade::Main), bar("Tin", 0, Shade::Main)] />
            </ChartFrame>
        </div>
        <ChartFrame id="chart-stacks" title="Stacks"><StackTable /></ChartFrame>
        <ChartFrame id="chart-pairs" title="Pairs"><PairTable /></ChartFrame>
        <ChartFrame id="chart-map" title="TileMap"><WorldMap /></ChartFrame>
        <ChartFrame id="chart-days" title="Days, with the time before, and Numbers">
            <div class="beside"><DayPicture id="days" count=56 /><Table /></div>
        </ChartFrame>
        <ChartFrame id="chart-day" title="One day"><DayPicture id="day" count=1 /></ChartFrame>
    }
}

fn heads() -> [String; 2] {
    ["Name", "Number"].map(str::to_owned)
}

fn bar(label: &str, value: u64, shade: Shade) -> Bar {
    Bar {
        label: label.to_owned(),
        href: Some(routes::components()),
        value,
        whole: None,
        printed: number(value),
        shade,
    }
}

fn shares() -> Vec<Bar> {
    let printed = |bar: Bar| Bar { printed: format!("{} of 10,000", bar.printed), ..bar };
    let all = [
        ("None", 0, Shade::Main),
        ("One", 1, Shade::Bad),
        (LONG, 5_000, Shade::Open),
        ("All", 10_000, Shade::Good),
    ];
    all.map(|(label, value, shade)| printed(bar(label, value, shade))).to_vec()
}

fn counts() -> Vec<Bar> {
    let all = Shade::ALL.into_iter().zip([17, 12, 9, 7, 3, 1, 1]);
    let mut bars: Vec<Bar> = all.map(|(shade, n)| bar(shade.key(), n, shade)).collect();
    bars.push(Bar { href: None, ..bar("Without a way to rows", 2, Shade::Main) });
    bars
}

fn forty() -> Vec<Bar> {
    (0..40u64).map(|n| bar(&format!("Country {}", n + 1), (40 - n) * (40 - n), Shade::Main)).collect()
}

#[component]
fn StackTable() -> impl IntoView {
    let part = |value: u64| StackPart { value, printed: number(value), href: Some(routes::components()) };
    let shades = Shade::ALL.into_iter().skip(1).map(|shade| (shade, shade.key().to_owned())).collect();
    let rows = [("Tin", [61, 8, 3, 1, 0, 2]), (LONG, [0, 0, 0, 0, 0, 0]), ("Gold", [10_000, 1, 0, 1, 1, 1])];
    let rows = rows.map(|(label, parts)| StackRow {
        label: label.to_owned(),
        parts: parts.map(part).to_vec(),
        total: number(parts.iter().sum()),
    });
    let heads = ["Metal", "Status", "Together"].map(str::to_owned);
    view! { <Stacks caption="Smelters" heads shades rows=rows.to_vec() /> }
}

#[component]
fn WorldMap() -> impl IntoView {
    let tile = |(code, value): (&str, u64)| Tile {
        code: code.to_owned(),
        says: format!("{code}: {value}"),
        value,
        href: Some(routes::components()),
    };
    let tiles = [("CN", 60), ("JP", 17), ("US", 31), ("DE", 9), ("BR", 1), ("RW", 0), ("FJ", 45)].map(tile);
    view! { <TileMap id="world" title="Suppliers by country" says="The table has the same numbers." tiles=tiles.to_vec() /> }
}

#[component]
fn DayPicture(id: &'static str, count: usize) -> impl IntoView {
    let days = Days {
        counts: (0..count).map(|day| [0, 7, 3, 12, 1][day % 5]).collect(),
        over: count.saturating_sub(8).max(1),
        before: (0..count + 6).map(|day| [2, 5, 4][day % 3]).collect(),
        reminded: (0..count).map(|day| day % 10 == 5).collect(),
        marks: vec![count / 2, count - 1],
        whole: 210,
    };
    let name = |day: usize| DayName {
        short: format!("{} Nov", day + 1),
        says: format!("{} November", day + 1),
        href: Some(routes::components()),
    };
    let words = DayWords {
        total: "Answers so far, of 210".to_owned(),
        daily: "Answers on a day".to_owned(),
        marks: vec!["Due".to_owned(), "Cut-off".to_owned()],
        now: "this year".to_owned(),
        before: "last year".to_owned(),
    };
    let names = (0..count + 6).map(name).collect();
    view! { <DayChart id title="Answers by day" says="A line that adds up." days names words /> }
}

#[component]
fn PairTable() -> impl IntoView {
    let pair = |label: &str, now: u64, then: Option<u64>| Pair {
        label: label.to_owned(),
        href: Some(routes::components()),
        now,
        now_printed: number(now),
        then,
        then_printed: then.map_or("defined otherwise".to_owned(), number),
        difference: then.map_or(String::new(), |then| format!("{:+}", now as i64 - then as i64)),
    };
    let pairs = vec![
        pair("Answered", 128, Some(97)),
        pair(LONG, 10_000, Some(1)),
        pair("Nothing", 0, Some(0)),
        pair("Counted otherwise", 12, None),
    ];
    let heads = ["Figure", "Bars", "Difference"].map(str::to_owned);
    view! { <Pairs caption="Years" heads times=["2026", "2025"].map(str::to_owned) pairs /> }
}

#[component]
fn Table() -> impl IntoView {
    let row = |n: u64| {
        let link = view! { <a href=routes::components()>{number(n * n)}</a> };
        vec![format!("{n} Nov").into_any(), link.into_any(), number(n * 1_000).into_any()]
    };
    let heads = ["Day", "Answers", "So far"].map(str::to_owned).to_vec();
    view! { <Numbers caption="Answers by day" heads rows=(1..=30).map(row).collect() /> }
}
