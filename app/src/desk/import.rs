//! Importing suppliers: upload, then a preview in which columns can be put right. Nothing is written until confirmed.

mod bad;
mod changes;
mod preview;
mod reading;
mod upload;

pub use super::mapping::FileColumn;
pub use bad::{BadCell, BadRow, CellProblem, Note, NoteRow};
pub use changes::{FieldChange, MovedRow, NewSupplier};
pub use preview::ImportPreview;
pub use reading::{FileRow, Reading, Sheet};
pub use upload::Upload;
