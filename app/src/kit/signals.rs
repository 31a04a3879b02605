//! Leptos's signals by themselves.
//!
//! The supplier's form is made of [`super::el::El`] and needs nothing else of Leptos, so its browser module is built
//! without the rest: the macro's views, server functions, and the browser streams that come with them.

pub use reactive_graph::computed::Memo;
pub use reactive_graph::effect::RenderEffect;
pub use reactive_graph::graph::untrack;
pub use reactive_graph::owner::{Owner, StoredValue};
pub use reactive_graph::prelude::*;
pub use reactive_graph::signal::RwSignal;
