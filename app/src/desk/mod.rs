//! The desk of the compliance team: a page is a model that the server fills, and how it is drawn.
//!
//! Everything works by links and plain form posts, and the server draws all of it. What lives in the browser besides
//! is an island each, in `islands/`: questions before grave acts, local times, filters of lists, texts put into a form
//! by a click.

pub mod alarm;
pub mod auth;
pub mod bulk;
pub mod campaigns;
pub mod components;
pub mod form;
pub mod frame;
pub mod import;
pub mod list;
pub mod lists;
pub mod mailbox;
pub mod mails;
mod mapping;
pub mod names;
pub mod naming;
pub mod overview;
pub mod parts;
pub mod queue;
mod render;
pub mod review;
pub mod routes;
pub mod settings;
pub mod suppliers;
pub mod tally;
pub mod templates;

pub use form::Form;
pub use frame::{Area, Flash, Frame, Who};
pub use render::render;

use leptos::prelude::AnyView;

/// The texts that a page is drawn with.
pub type T = &'static domain::Texts;

/// A page: what the server fills, and how it is drawn inside the frame.
pub trait Page: Send + Sync {
    fn draw(&self, t: T, frame: &Frame) -> AnyView;
}
