//! Reviewing what came in: requests, verdicts, rule profiles, and judging anew.

pub mod judging;
pub mod profiles;
pub mod requests;
pub(crate) mod verdicts;
