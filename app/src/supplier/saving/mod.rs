//! Saving, apart from browser and network: events go in, effects come out, and what is shown follows from the state.
//!
//! [`Saving`] knows which entries the server has not got (dirty), which are on their way (in flight), which wait for the
//! person (blocked: a conflict, a refusal), and whether the server is out of reach or takes nothing more.
//! [`Recovery`] knows what other windows left on this device. Neither holds a text: what stands in the draft is looked up
//! when it is sent or kept.

mod event;
mod machine;
mod pace;
mod recovery;
#[cfg(test)]
mod simulation;
mod state;
#[cfg(test)]
mod tests;

pub use event::{Effect, Event, News, Then, over};
pub use machine::{Entries, Saving};
pub use recovery::{DeviceCopy, Recovery};
pub use state::SaveState;
