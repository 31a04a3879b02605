//! Writers: the same document gives the same bytes, whenever and wherever it is written.

pub mod docx;
pub mod edgar;
pub mod web;

/// What it is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    A4,
    Letter,
}
