//! The desk of the compliance team: a page is a model that the server fills, and how it is drawn.
//!
//! Everything works by links and plain form posts, and the server draws all of it. What lives in the browser besides
//! is an island each, in `islands/`: questions before grave acts, local times, filters of lists, texts put into a form
//! by a click.

pub mod accept;
pub mod alarm;
pub mod ask_many;
pub mod audit_log;
pub mod auth;
pub mod bulk;
pub mod call_list;
pub mod calls;
pub mod campaigns;
pub mod components;
pub mod enter;
pub mod files;
pub mod form;
pub mod frame;
pub mod import;
pub mod job;
pub mod letter;
pub mod list;
pub mod mailbox;
pub mod mails;
pub mod mapping;
pub mod name_match;
pub mod names;
pub mod notes;
pub mod overview;
pub mod parts;
pub mod pictures;
pub mod queue;
pub mod reminders;
mod render;
pub mod reports;
pub mod review;
pub mod routes;
pub mod second_factor;
pub mod settings;
pub mod smelter_lists;
pub mod smelters;
pub mod status_counts;
pub mod suppliers;
pub mod templates;
pub mod together;
pub mod update;
pub mod views;

pub use crate::kit::texts;
pub use form::BoundForm;
pub use frame::{Area, FlashMessage, Frame, ScopeNames, UndoAct, Who};
pub use render::render;

use leptos::prelude::*;
use std::sync::Arc;

/// What the server fills for a page, and the component that draws it inside the frame.
pub trait DeskPage: Sized + Send + 'static {
    /// The component, with this in it.
    fn view(self) -> AnyView;
}

/// The frame around what is drawn: who reads it, and what that member may.
pub fn frame() -> Arc<Frame> {
    expect_context()
}
