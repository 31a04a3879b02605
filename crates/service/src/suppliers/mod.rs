//! Suppliers: by hand, by import, and the people to write to.

pub mod contacts;
pub mod directory;
pub mod import;
pub mod mapping;
