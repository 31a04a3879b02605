//! Smelter lists: those in use beside those that were, and what an upload would bring.

mod changes;
mod import;
mod page;
mod search;

pub use changes::{Change, ChangeGroup, ListChanges, TouchedDeclaration};
pub use import::{ListCount, ListedSmelter, SmelterListImport};
pub use page::{RetiredList, SmelterListLine, SmelterLists, TouchedRequest};
pub use search::FoundSmelter;
