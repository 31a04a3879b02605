//! The yearly report on conflict minerals: what a company files, from the figures of its survey.

pub mod day;
pub mod document;
pub mod form_sd;
pub mod lint;
pub mod name;
pub mod printed;
pub mod write;

/// What stands in a draft where a person still has to write or to sign; nothing that holds it can be filed.
pub const OPEN_MARK: &str = "[Open:";
