//! The yearly report on conflict minerals: what a company files, from the figures of its survey.
//!
//! A [`draft::Draft`] and the [`facts::Facts`] of a frozen snapshot become a [`compose::Report`]; that is printed and
//! written by [`mod@write`]. Nothing here reads a clock, a file or the network.

pub mod auto;
pub mod case;
pub mod compare;
pub mod compose;
pub mod day;
pub mod document;
pub mod draft;
pub mod facts;
pub mod filed;
pub mod form_sd;
pub mod lint;
pub mod look;
pub mod name;
pub mod part;
pub mod part_text;
pub mod printed;
pub mod readiness;
pub mod sentences;
pub mod signed;
pub mod skeleton;
pub mod tables;
pub mod typed;
pub mod words;
pub mod write;

/// What stands in a draft where a person still has to write or to sign; nothing that holds it can be filed.
pub const OPEN_MARK: &str = "[Open:";
