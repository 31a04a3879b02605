//! Workbook bytes to domain values and back, with limits.
//!
//! Bytes come from strangers. Before calamine sees one, `package` looks at the zip directory itself (counts,
//! duplicates, overlaps, lying sizes), `sanitize` reduces every sheet to the cells that are wanted, with checked
//! references, no declared counts, no DTD; only that goes to calamine's streaming cell reader, or to ours.
//! The same code runs in a Web Worker and on the server: no clock, no randomness, no files.

mod book;
#[cfg(feature = "calamine")]
mod by_calamine;
mod cell;
#[cfg(any(test, not(feature = "calamine")))]
mod cells;
#[cfg(feature = "check")]
pub mod check_report;
mod cmrt;
mod code_page;
mod error;
#[cfg(feature = "write")]
pub(crate) mod fill;
mod formats;
mod identify;
pub mod limits;
mod links;
mod list_headers;
pub mod lists;
mod lookup;
mod notice;
mod office;
pub mod older;
mod package;
mod plain;
mod rows;
mod sanitize;
mod sniff;
mod spreadsheet_xml;
mod table;
mod text_file;
mod values;
#[cfg(feature = "write")]
mod write;
mod xml;

#[cfg(feature = "check")]
pub use check_report::check_file_report;
pub use cmrt::{Progress, Stage, Workbook, read_workbook};
pub use error::{Found, Limit, ReadError};
#[cfg(feature = "write")]
pub use fill::{Blank, WriteError, fill, recognise_blank};
pub use notice::Notice;
pub use office::{Office, office_kind};
pub use plain::{plain, plain_json};
pub use table::{RawTable, TableData, TableFile, TableRow, supplier_table, table_file};
#[cfg(feature = "write")]
pub use write::{write_list, write_own, write_own_with_lookup};
