//! The components of the desk's pages: one file each, with a style sheet of the same name in `style/ui`. Pages around the
//! supplier's form have those that look there as their own style sheet says, `Fact`.
//!
//! A component takes typed props and knows nothing of pages, models or texts. `/demo/components` shows each in all its
//! states.

mod active_filters;
mod badge;
mod bulk;
mod button;
pub mod chart;
mod choice;
mod column_choice;
mod control;
mod empty_state;
mod error_summary;
mod fact;
mod field;
mod file_field;
mod filter_choice;
mod flash;
mod link;
mod page_head;
mod pager;
mod panel;
mod select_option;
mod table;
mod tabs;
mod text_area;

pub use active_filters::{ActiveFilters, Filter};
pub use badge::{Badge, Flag, Tone};
pub use bulk::{Bulk, Kept};
pub use button::{ButtonLink, PostButton, Question, Rank, Submit};
pub use chart::{ChartFrame, ChartLegend, ChartPatterns};
pub use choice::Choice;
pub use column_choice::{ColumnChoice, Shown};
pub use control::Control;
pub use empty_state::EmptyState;
pub use error_summary::{ErrorSummary, FormError};
pub use fact::Fact;
pub use field::Field;
pub use file_field::FileField;
pub use filter_choice::FilterChoice;
pub use flash::Flash;
pub use link::Link;
pub use page_head::PageHead;
pub use pager::{Pager, Range};
pub use panel::Panel;
pub use select_option::{Options, SelectOption};
pub use table::{DataTable, Order, TableColumn, TableRow, Tick};
pub use tabs::{Tab, Tabs};
pub use text_area::{Lines, TextArea};
