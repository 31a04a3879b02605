//! What can be done from a command line besides serving.

pub mod check;
pub mod verify;
