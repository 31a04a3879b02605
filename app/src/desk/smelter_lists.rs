//! Smelter lists: those in use beside those that were, what an upload would bring, and what was true of a smelter on a
//! day.

mod import;
mod page;
mod search;
mod smelter;

pub use import::{ListCount, ListedSmelter, SmelterListImport};
pub use page::{RetiredList, SmelterListLine, SmelterLists, TouchedRequest};
pub use search::FoundSmelter;
pub use smelter::{Revision, SmelterFact, SmelterOnDay};
