//! The pure core of Touchstone: what a declaration is, what the template asks, what the rules say about it.
//!
//! Nothing here does I/O, reads a clock, draws a random number or knows a user interface; the same code runs in
//! the browser (for comfort) and on the server (for the record). The feature `review` adds what no browser has: the
//! rules for the reviewer with what they look at, the catalogues of texts. The feature
//! `templates` adds the definitions of all templates, of which a page carries its own.

pub mod answer;
pub mod argument;
pub mod checker;
pub mod complete;
pub mod country;
pub mod coverage;
pub mod day;
pub mod declaration;
#[cfg(feature = "review")]
pub mod document;
pub mod draft;
pub mod engine;
pub mod finding;
pub mod instant;
pub mod letters;
pub mod location;
pub mod metal;
pub mod references;
pub mod rules;
pub mod share;
pub mod smelters;
pub mod table;
pub mod template;
pub mod terms;
pub mod text;
mod word;
pub mod workflow;

pub use argument::Argument;
pub use checker::{CheckerResult, check_official};
pub use complete::complete;
pub use coverage::Coverage;
pub use day::Day;
pub use draft::{Change, Draft};
pub use engine::{FormState, evaluate};
pub use finding::{Class, Finding, Report, Severity};
pub use instant::Instant;
pub use location::{ControlName, EntryPath, Location};
pub use metal::Metal;
pub use references::{References, Smelter};
pub use rules::{Settings, check, check_draft};
pub use share::Share;
pub use table::{Declaration, ProductCol, ProductRow, Row, RowId, Rows, SmelterCol, SmelterRow, Table};
pub use template::{Field, Template};
pub use text::Texts;
