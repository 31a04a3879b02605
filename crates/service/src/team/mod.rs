//! Who belongs to the team, and how they sign in.

pub mod members;
pub(crate) mod password;
pub mod recover;
pub mod setup;
pub mod sign_in;
