//! Who belongs to the team, and how they sign in.

pub mod members;
pub mod notes;
pub(crate) mod password;
pub mod recover;
pub mod second_factor;
pub mod sessions;
pub mod setup;
pub mod sign_in;
pub mod totp;
pub mod views;
