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
