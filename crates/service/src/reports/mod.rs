//! Reports: what they rest on is frozen first, then rolled up, counted and written.

pub mod change;
pub mod counted;
pub mod draft;
pub mod evidence;
pub mod facts;
pub mod filed;
pub mod findings;
pub mod form;
pub mod freeze;
mod gather;
pub mod leaving;
pub mod open;
pub mod own;
pub mod pictures;
pub mod products;
pub mod rows;
pub mod sent;
pub mod snapshot;
pub mod update;
pub mod usual;

pub use rollup::figures::{
    DEFINITIONS, Difference, FacilityRule, Figure, FigureComparison, Invariant, Kept, Value,
};
pub use rollup::own::{Necessary, Need, OwnAnswer, ProductLine};
pub use rollup::settings::CompanyLevel;
pub use rollup::{LeftOut, Own, Reported, Rule, Settings};
