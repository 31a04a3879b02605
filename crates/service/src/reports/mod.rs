//! Reports: what they rest on is frozen first, then rolled up, counted and written.

pub mod counted;
pub mod freeze;
pub mod open;
pub mod own;
pub mod snapshot;
