//! What can be done from a command line besides serving.

pub mod admin;
pub mod check;
mod files;
pub mod fill;
pub mod read;
pub mod rebuild;
pub mod report;
pub mod secret;
pub mod verify;
