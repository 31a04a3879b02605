//! Reviewing what came in: requests, verdicts, rule profiles, and checking again.

pub mod owner;
pub mod profiles;
pub mod recheck;
pub mod requests;
pub(crate) mod verdicts;
