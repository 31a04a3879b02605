//! What can be done from a command line besides serving.

pub mod admin;
pub mod check;
pub mod evidence;
mod files;
pub mod fill;
mod portal;
pub mod read;
pub mod rebuild;
pub mod report;
mod retention;
pub mod rollup;
pub mod secret;
pub mod snapshot;
pub mod verify;
