//! Smelters: lists, and what names of them mean.

pub mod current_status;
pub mod decisions;
pub mod list_touches;
pub mod names;
pub mod references;
pub mod reported;
pub mod screening;
pub mod smelter_lists;
pub mod verdicts;
