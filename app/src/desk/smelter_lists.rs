//! Smelter lists: those in use beside those that were, and what an upload would bring.

mod changes;
mod import;
mod page;
mod search;

pub use changes::{AffectedDeclaration, Change, ChangeGroup, ListChanges};
pub use import::{ListCount, ListedSmelter, SmelterListImport};
pub use page::{AffectedRequest, RetiredList, SmelterListLine, SmelterLists};
pub use search::FoundSmelter;
