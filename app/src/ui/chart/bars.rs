use super::geometry::{length, percent, stack};
use super::shade::{ChartLegend, Shade};
use crate::ui::{DataTable, TableColumn, TableRow};
use leptos::prelude::*;

/// A bar with its name and its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    /// Where its rows are.
    pub href: Option<String>,
    pub value: u64,
    /// Of how many it is a share, where that is not the same for all.
    pub whole: Option<u64>,
    /// The number as it is printed.
    pub printed: String,
    pub shade: Shade,
}

/// A table whose numbers are drawn beside them. The whole row leads to what it counts.
#[component]
pub fn Bars(
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// What the rows are called, and what the numbers are.
    heads: [String; 2],
    /// The bars, in their order.
    bars: Vec<Bar>,
    /// What a whole bar is; else the largest value.
    #[prop(optional_no_strip)]
    of: Option<u64>,
) -> impl IntoView {
    let most = of.or_else(|| bars.iter().map(|bar| bar.value).max()).unwrap_or(0);
    let track = of.is_some();
    let row = |bar: Bar| {
        let label = match bar.href {
            Some(href) => view! { <a href=href>{bar.label}</a> }.into_any(),
            None => bar.label.into_any(),
        };
        let wide = percent(length(bar.value, most));
        let whole = bar.whole.map_or("100%".to_owned(), |whole| percent(length(whole, most)));
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td class="bars-cell" aria-hidden="true">
                    <svg class="bars-bar" width="100%" height="14" focusable="false">
                        {track.then(|| view! { <rect class="chart-track" width=whole height="14" /> })}
                        <rect class=bar.shade.class() fill=bar.shade.fill() width=wide height="14" />
                    </svg>
                </td>
                <td class="bars-number">{bar.printed}</td>
            </tr>
        }
    };
    let [name, number] = heads;
    view! {
        <table class="bars">
            <caption class="unseen">{caption}</caption>
            <thead class="unseen">
                <tr><th scope="col">{name}</th><td aria-hidden="true"></td><th scope="col">{number}</th></tr>
            </thead>
            <tbody>{bars.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// A number that leads to its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StackPart {
    pub value: u64,
    pub printed: String,
    pub href: Option<String>,
}

/// A bar of several parts, in the order of the shades.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StackRow {
    pub label: String,
    pub parts: Vec<StackPart>,
    /// The sum as it is printed.
    pub total: String,
}

/// A table of numbers by two things, with a bar of its parts to each row.
#[component]
pub fn Stacks(
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// What the rows are called, what the bars are, and what the sums are.
    heads: [String; 3],
    /// The columns.
    shades: Vec<(Shade, String)>,
    /// The rows.
    rows: Vec<StackRow>,
) -> impl IntoView {
    let most = rows.iter().map(|row| row.parts.iter().map(|part| part.value).sum()).max().unwrap_or(0);
    let [name, bar, total] = heads;
    let mut columns = vec![TableColumn::new(&name), TableColumn::new(&bar)];
    columns.extend(shades.iter().map(|(_, words)| TableColumn::new(words).number(true)));
    columns.push(TableColumn::new(&total).number(true));
    let row = |row: StackRow| {
        let drawn = view! { <StackBar parts=row.parts.clone() shades=shades.clone() most /> };
        let mut cells = vec![row.label.into_any(), drawn.into_any()];
        cells.extend(row.parts.into_iter().map(|part| match part.href.filter(|_| part.value > 0) {
            Some(href) => view! { <a href=href>{part.printed}</a> }.into_any(),
            None => part.printed.into_any(),
        }));
        cells.push(row.total.into_any());
        TableRow::new(cells)
    };
    let rows = rows.into_iter().map(row).collect();
    view! {
        <div class="stacks">
            <ChartLegend shades=shades.clone() />
            <DataTable caption columns rows wrap=true />
        </div>
    }
}

#[component]
fn StackBar(parts: Vec<StackPart>, shades: Vec<(Shade, String)>, most: u64) -> impl IntoView {
    let values: Vec<u64> = parts.iter().map(|part| part.value).collect();
    let places = stack(&values, most.max(1));
    let part = |((part, (shade, words)), (begins, wide)): ((StackPart, (Shade, String)), (u64, u64))| {
        let drawn = view! {
            <rect class=shade.class() fill=shade.fill() x=percent(begins) width=percent(wide) height="16">
                <title>{format!("{words}: {}", part.printed)}</title>
            </rect>
        };
        // The table has the same link for whoever goes by keyboard.
        match part.href {
            Some(href) => view! { <a href=href tabindex="-1">{drawn}</a> }.into_any(),
            None => drawn.into_any(),
        }
    };
    let there = parts.into_iter().zip(shades).zip(places).filter(|(_, (_, wide))| *wide > 0);
    view! {
        <svg class="stack-bar" width="100%" height="16" aria-hidden="true" focusable="false">
            {there.map(part).collect_view()}
        </svg>
    }
}
