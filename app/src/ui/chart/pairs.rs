use super::geometry::{length, percent};
use super::shade::{ChartLegend, Shade};
use crate::ui::{DataTable, TableColumn, TableRow};
use leptos::prelude::*;

/// A number beside the one of before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    pub label: String,
    /// Where the rows are of what is counted now.
    pub href: Option<String>,
    pub now: u64,
    pub now_printed: String,
    /// Drawn only where both count the same.
    pub then: Option<u64>,
    pub then_printed: String,
    pub difference: String,
}

/// A table of numbers now and before, with two bars to each row.
#[component]
pub fn Pairs(
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// What the rows, the bars, the differences are called.
    heads: [String; 3],
    /// What is now, and what was before.
    times: [String; 2],
    /// The rows.
    pairs: Vec<Pair>,
) -> impl IntoView {
    let ([name, bar, difference], [now, then]) = (heads, times);
    let columns = vec![
        TableColumn::new(&name),
        TableColumn::new(&bar),
        TableColumn::new(&now).number(true),
        TableColumn::new(&then).number(true),
        TableColumn::new(&difference).number(true),
    ];
    let row = |pair: Pair| {
        let number = match pair.href {
            Some(href) => view! { <a href=href>{pair.now_printed}</a> }.into_any(),
            None => pair.now_printed.into_any(),
        };
        let drawn = view! { <PairBars now=pair.now then=pair.then /> };
        let cells = [drawn.into_any(), number, pair.then_printed.into_any(), pair.difference.into_any()];
        TableRow::new(std::iter::once(pair.label.into_any()).chain(cells).collect())
    };
    let rows = pairs.into_iter().map(row).collect();
    view! {
        <div class="stacks pairs">
            <ChartLegend shades=vec![(Shade::Main, now), (Shade::Past, then)] />
            <DataTable caption columns rows wrap=true />
        </div>
    }
}

#[component]
fn PairBars(now: u64, then: Option<u64>) -> impl IntoView {
    let most = now.max(then.unwrap_or(0));
    let bar = |n: u64, shade: Shade, y: &'static str| {
        view! { <rect class=shade.class() fill=shade.fill() width=percent(length(n, most)) y=y height="9" /> }
    };
    view! {
        <svg class="stack-bar" width="100%" height="21" aria-hidden="true" focusable="false">
            {bar(now, Shade::Main, "0")}{then.map(|then| bar(then, Shade::Past, "11"))}
        </svg>
    }
}

/// A plain table of numbers beside a drawing: it scrolls in its box, on a phone as well.
#[component]
pub fn Numbers(
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// Its columns; the first names the rows.
    heads: Vec<String>,
    /// Its rows, each a cell to a column.
    rows: Vec<Vec<AnyView>>,
) -> impl IntoView {
    let label = caption.clone();
    let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view();
    let row = |cells: Vec<AnyView>| {
        let mut cells = cells.into_iter();
        let name = cells.next();
        let cells = cells.map(|cell| view! { <td class="number">{cell}</td> }).collect_view();
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    view! {
        <div class="table-wrap numbers" role="group" tabindex="0" aria-label=label>
            <table>
                <caption class="unseen">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
