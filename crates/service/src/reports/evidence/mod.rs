//! The evidence of a report: one file with all that a snapshot rests on, which anybody can check without the portal.
//!
//! It is a zip of parts as they are, with a manifest of their hashes, and a plain page that checks it. What suppliers wrote
//! is in it: it is for auditors, never for customers.

mod bundle;
mod check;
mod frame;
mod manifest;
mod page;
#[cfg(test)]
mod tests;
mod writer;

pub use bundle::Evidence;
pub use check::{Check, Checked, Outcome, check};
pub use manifest::{Held, Kind, Manifest, Part, Why};
