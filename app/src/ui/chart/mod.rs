//! Pictures of numbers, drawn by the server: each with a table that says the same and leads to the rows.

mod bars;
mod day_chart;
mod days;
mod frame;
mod geometry;
mod map;
mod pairs;
mod shade;
mod world;

pub use bars::{Bar, Bars, StackPart, StackRow, Stacks};
pub use day_chart::{DayChart, DayName, DayWords};
pub use days::Days;
pub use frame::ChartFrame;
pub use map::{Tile, TileMap};
pub use pairs::{Numbers, Pair, Pairs};
pub use shade::{ChartLegend, ChartPatterns, Shade};
