//! The yearly report on conflict minerals: what a company files, from the figures of its survey.

pub mod lint;
pub mod name;

/// What stands in a draft where a person still has to write or to sign; nothing that holds it can be filed.
pub const OPEN_MARK: &str = "[Open:";
