//! The desk's components: one file each, with a style sheet of the same name in `style/ui`.

mod active_filters;
mod empty_state;
mod pager;
mod table;
mod tabs;

pub use active_filters::{ActiveFilters, Filter};
pub use empty_state::EmptyState;
pub use pager::{Pager, Range};
pub use table::{Column, Order, Table};
pub use tabs::{Tab, Tabs};
