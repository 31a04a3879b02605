//! Small parts that every page uses: the document around a page, escaping, the one textarea.

pub mod escape;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod textarea;
