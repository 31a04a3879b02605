//! Small parts that every page uses: the document around a page, escaping, the one textarea.

#[cfg(feature = "hydrate")]
pub(crate) mod dom;
pub mod el;
pub mod escape;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod textarea;
