//! From accepted declarations to the company's own, and the figures of its report.
//!
//! Pure as `domain` is: no I/O, clock or randomness, the same code native and in the browser. [`rollup()`] makes the
//! declaration that leaves, with a trace that stays; [`figures`] are queries over a snapshot, held against each other
//! before anybody sees a draft; [`docs`] writes the published tables of both.
//!
//! Days are texts like `2026-04-17`, which sort as days do. Suppliers, requests and rows are named by their place in
//! [`Survey`], so that traces of a million rows stay small.

pub mod docs;
pub mod figures;
pub mod inclusion;
pub mod leak;
pub mod left_out;
pub mod lists;
pub mod merge;
pub mod origin;
mod outgoing;
pub mod own;
mod questions;
pub mod reported;
pub mod resolve;
mod rolled_up;
mod rollup;
pub mod rules;
mod runs;
pub mod sent;
pub mod settings;
pub mod stance;
pub mod survey;
pub mod terms;
pub mod verdicts;

pub use left_out::{LeftOut, NotCounted};
pub use lists::Lists;
pub use own::Own;
pub use reported::Reported;
pub use rolled_up::Rollup;
pub use rollup::rollup;
pub use rules::{Cell, Rule};
pub use settings::Settings;
pub use survey::Survey;
