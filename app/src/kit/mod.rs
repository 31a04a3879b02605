//! Small parts that every page uses: the document around a page, escaping, texts, the one textarea, sentences.

pub mod escape;
#[cfg(feature = "ssr")]
pub mod number;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(any(feature = "ssr", feature = "supplier"))]
pub mod skeleton;
pub mod text;
pub mod textarea;
pub mod words;

/// The texts of the page's language, for what the server draws.
#[cfg(feature = "ssr")]
pub fn texts() -> &'static domain::Texts {
    leptos::prelude::expect_context()
}
