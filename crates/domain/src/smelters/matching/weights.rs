//! The scores and thresholds of matching, from 0 to 1.
//!
//! They were chosen on labelled names, and are held by them: `tests/smelter_matching.rs` on the invented set
//! (`fixtures/smelters`), `crates/sheets/tests/matching.rs` on names held out of real lists. Whoever moves one runs both
//! and looks at what was sure and wrong first, then at what was not offered; `docs/figures.md` has the figures.

/// How many candidates are offered.
pub const OFFERED: usize = 8;
/// How many alike names are looked at.
pub const LOOKED_AT: usize = 32;
/// So many smelters of a metal in a country are few enough to be offered for that alone: no more than are offered.
pub const FEW: usize = OFFERED;

/// Likeness below which nobody is asked, and the same where the country agrees.
pub const LIKE: [f32; 2] = [0.58, 0.48];
/// Likeness at which it does not matter of which words it is.
pub const VERY_LIKE: f32 = 0.8;
/// Likeness at which a name that was read from other letters is offered at all, the first three.
#[cfg(feature = "review")]
pub const FAINT: f32 = 0.3;
/// Likeness at which a name supports an identification number.
pub const SUPPORTS: f32 = 0.72;

/// A smelter of several that had one old number.
pub const SHARED_OLD_ID: f32 = 0.9;
/// A number with a slip put right.
pub const REPAIRED_ID: f32 = 0.85;
/// What each step costs from the very writing of a name to its barest words.
pub const LESS_EXACT: f32 = 0.02;
/// The most that likeness alone gives.
pub const ALIKE_MOST: f32 = 0.95;
/// A name whose words begin with the letters that are given.
pub const INITIALS: f32 = 0.7;
/// The very name, but of a smelter of another metal.
pub const ELSEWHERE: f32 = 0.96;
/// What is left of likeness where a name was read from other letters, and the most that it gives.
#[cfg(feature = "review")]
pub const ROMANISED: f32 = 0.9;
#[cfg(feature = "review")]
pub const ROMANISED_MOST: f32 = 0.85;

/// What the city that is given adds, and the least that it gives.
pub const IN_CITY: f32 = 0.1;
pub const IN_CITY_LEAST: f32 = 0.62;
/// A city that the name names.
pub const CITY_IN_NAME: f32 = 0.5;
/// One of few in its country.
pub const FEW_THERE: f32 = 0.4;
/// What is left where the countries differ.
pub const OTHER_COUNTRY: f32 = 0.75;
/// What the same country adds.
pub const SAME_COUNTRY: f32 = 0.03;
/// How far one that takes over stands behind the one that was removed.
pub const SUCCESSOR: f32 = 0.01;
