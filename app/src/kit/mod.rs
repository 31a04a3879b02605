//! Small parts that every page uses: the document around a page, escaping, the one textarea, sentences.

#[cfg(feature = "hydrate")]
pub(crate) mod dom;
pub mod el;
pub mod escape;
#[cfg(feature = "supplier")]
pub(crate) mod run;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod signals;
pub mod textarea;
#[cfg(feature = "leptos")]
mod view;
pub mod words;
