//! The supplier's side: the page behind the link, the form, the receipt.

pub mod action;
pub mod answer;
#[cfg(feature = "supplier")]
pub mod client;
pub mod evaluation;
pub mod form;
pub mod model;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parse;
pub mod part;
pub mod paths;
#[cfg(feature = "ssr")]
mod render;
pub mod rows;
pub mod saving;
pub mod wire;

pub use model::{AnswerPage, SupplierPage};
#[cfg(feature = "ssr")]
pub use parse::parse_form;
#[cfg(feature = "ssr")]
pub use render::render;
