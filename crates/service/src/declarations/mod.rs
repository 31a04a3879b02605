//! Declarations: how they are answered, submitted, kept and handed out.

pub mod blanks;
pub mod compare;
pub mod declared;
pub mod entered;
pub mod on_behalf;
pub mod submission;
mod submitting;
pub mod supplier_desk;
pub mod team_entry;
