//! Reviewing what came in: requests, verdicts, rule profiles, and checking again.

pub mod ask_many;
pub mod bar;
pub mod compared;
pub(crate) mod managed;
pub mod owner;
pub mod profiles;
pub(crate) mod queries;
pub mod query_templates;
pub mod query_text;
pub mod questions;
pub mod recheck;
pub mod requests;
pub mod together;
pub(crate) mod verdicts;
