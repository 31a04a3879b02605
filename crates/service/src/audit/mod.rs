//! The audit log: its chain of hashes, and its head kept elsewhere.

pub mod kept_head;
pub mod log;
