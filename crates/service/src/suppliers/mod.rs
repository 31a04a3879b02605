//! Suppliers: by hand, by import, and the people to write to.

pub mod columns;
pub mod contacts;
pub mod directory;
pub mod import;
mod languages;
pub mod mapping;
pub mod values;
