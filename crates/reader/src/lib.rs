//! Answering with a workbook: what would change in the draft, and what is said of it before it is filled in. The server
//! reads where there are no scripts; elsewhere a worker of the browser does, built from here with the feature `worker`.
//! The form itself needs only the model.

#[cfg(feature = "read")]
mod compare;
pub mod model;
#[cfg(feature = "read")]
mod summary;
#[cfg(feature = "worker")]
mod worker;

#[cfg(feature = "read")]
pub use summary::{refused, summarize};
