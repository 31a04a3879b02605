use super::world::{places, size};
use leptos::prelude::*;

/// A country with its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tile {
    /// By its ISO 3166 code.
    pub code: String,
    /// Its name and its number in full, for whoever points at it.
    pub says: String,
    pub value: u64,
    /// Where its rows are.
    pub href: Option<String>,
}

/// How wide a square is with the gap behind it, in units of the drawing.
const STEP: usize = 30;
const SQUARE: usize = 28;
/// How many shades there are.
const LEVELS: u64 = 4;

/// A map on which each country is a square, darker the larger its number, which stands in it. A table beside it says the
/// same.
#[component]
pub fn TileMap(
    /// Tells its parts from those of others on the page.
    id: &'static str,
    /// What it shows, in a word and in a sentence: for those who do not see it.
    #[prop(into)]
    title: String,
    #[prop(into)] says: String,
    /// The countries that have a number.
    tiles: Vec<Tile>,
) -> impl IntoView {
    let (columns, rows) = size();
    let view_box = format!("0 0 {} {}", columns * STEP, rows * STEP);
    let (title_id, says_id) = (format!("{id}-title"), format!("{id}-says"));
    let (named_by, described_by) = (title_id.clone(), says_id.clone());
    let most = tiles.iter().map(|tile| tile.value).max().unwrap_or(0);
    let of = |code: &str| tiles.iter().find(|tile| tile.code == code);
    let ground = places().iter().filter(|(code, ..)| of(code).is_none());
    let ground = ground.map(|(_, x, y)| format!("M{} {}h{SQUARE}v{SQUARE}h-{SQUARE}z", x * STEP, y * STEP));
    let ground = ground.collect::<String>();
    let there = places().iter().filter_map(|(code, x, y)| Some((of(code)?.clone(), x * STEP, y * STEP)));
    let there = there.map(|(tile, x, y)| square(tile, most, x, y)).collect_view();
    view! {
        <div class="tile-map" role="group" tabindex="0" aria-label=title.clone()>
            <svg viewBox=view_box focusable="false">
                <g role="img" aria-labelledby=named_by aria-describedby=described_by>
                    <title id=title_id>{title.clone()}</title>
                    <desc id=says_id>{says}</desc>
                    <path class="tile-ground" d=ground />
                </g>
                <g aria-hidden="true">{there}</g>
            </svg>
        </div>
        <ul class="chart-legend tile-legend">{levels(most).map(legend).collect_view()}</ul>
    }
}

/// Which shade a number has; the lightest for none.
fn level(value: u64, most: u64) -> u64 {
    if most == 0 { 0 } else { (value.min(most) * LEVELS).div_ceil(most) }
}

/// The shades that there are for numbers up to the largest, each with its least and its largest number.
fn levels(most: u64) -> impl Iterator<Item = (u64, u64, u64)> {
    let range = move |n: u64| (n, (n - 1) * most / LEVELS + 1, n * most / LEVELS);
    (1..=LEVELS).map(range).filter(|(_, from, to)| from <= to)
}

fn legend((level, from, to): (u64, u64, u64)) -> AnyView {
    let words = if from == to { from.to_string() } else { format!("{from}–{to}") };
    view! {
        <li>
            <svg class="chart-swatch" width="18" height="12" aria-hidden="true" focusable="false">
                <rect class=format!("tile tile-{level}") x="0.5" y="0.5" width="17" height="11" />
            </svg>
            <span>{words}</span>
        </li>
    }
    .into_any()
}

/// The table has the same links for whoever goes by keyboard.
fn square(tile: Tile, most: u64, x: usize, y: usize) -> AnyView {
    let level = level(tile.value, most);
    let text = |class: &str, dy: usize, says: String| {
        let class = format!("tile-text tile-text-{level} {class}");
        view! { <text class=class x=(x + SQUARE / 2).to_string() y=(y + dy).to_string() text-anchor="middle">{says}</text> }
    };
    let drawn = view! {
        <rect class=format!("tile tile-{level}") x=x.to_string() y=y.to_string() width=SQUARE.to_string() height=SQUARE.to_string()>
            <title>{tile.says}</title>
        </rect>
        {text("tile-code", 12, tile.code)}
        {text("tile-number", 24, tile.value.to_string())}
    };
    match tile.href {
        Some(href) => view! { <a href=href tabindex="-1">{drawn}</a> }.into_any(),
        None => drawn.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_the_shade_that_the_legend_says() {
        for most in [1, 2, 3, 4, 5, 17, 60, 9_999] {
            for value in 1..=most {
                let of: Vec<u64> = levels(most)
                    .filter(|(_, from, to)| (*from..=*to).contains(&value))
                    .map(|l| l.0)
                    .collect();
                assert_eq!(of, [level(value, most)], "{value} of {most}");
            }
        }
        assert_eq!(level(0, 9), 0);
        assert_eq!(level(0, 0), 0);
    }
}
