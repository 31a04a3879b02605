//! What adapters implement. A method is one use case's worth of work: one call, one transaction.

mod blanks;
mod calls;
mod campaigns;
mod declared;
mod files;
mod jobs;
mod log;
mod mail;
mod mailer;
mod maintenance;
mod notes;
mod pictures;
mod query_templates;
mod reports;
mod requests;
mod retention;
mod scanner;
mod secret;
mod smelters;
mod suppliers;
mod team;
mod views;

pub use blanks::BlankStore;
pub use calls::CallStore;
pub use campaigns::CampaignStore;
pub use declared::DeclaredStore;
pub use files::{Files, PIECE};
pub use jobs::JobStore;
pub use log::LogStore;
pub use mail::MailStore;
pub use mailer::{MailError, Mailer, Message};
pub use maintenance::MaintenanceStore;
pub use notes::NoteStore;
pub use pictures::PictureStore;
pub use query_templates::QueryTemplateStore;
pub use reports::ReportStore;
pub use requests::RequestStore;
pub use retention::RetentionStore;
pub use scanner::{Scan, Scanner, ScannerAway};
pub use secret::SecretStore;
pub use smelters::SmelterStore;
pub use suppliers::SupplierStore;
pub use team::TeamStore;
pub use views::ViewStore;

use crate::records::{Instant, Millis};

/// Why storage could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// Somebody changed it since it was read.
    #[error("changed by somebody else since it was read")]
    Conflict,
    /// Something unique exists already; the text names the rule, for example `supplier.reference`.
    #[error("exists already: {0}")]
    Duplicate(&'static str),
    /// The request does not take answers in its present state.
    #[error("not open for answers")]
    NotWritable,
    /// The database cannot be reached, is full, or could not make the write durable. Nothing was acknowledged.
    #[error("storage unavailable: {0}")]
    Unavailable(#[source] Source),
    /// A fault of ours.
    #[error("storage fault: {0}")]
    Fault(#[source] Source),
}

/// What failed beneath: an error of another part, or a sentence of ours.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// What was being done when another part failed.
#[derive(Debug, thiserror::Error)]
#[error("{what}: {source}")]
pub struct During {
    what: String,
    source: Source,
}

/// An error of another part, with what was being done.
pub fn during(what: impl Into<String>, source: impl Into<Source>) -> Source {
    Box::new(During { what: what.into(), source: source.into() })
}

/// Result of a storage call.
pub type StoreResult<T> = Result<T, StoreError>;

/// Tries of one kind: what they are counted under, and in which windows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tries {
    /// What they are counted under, for example `sign_in:client:203.0.113.9`.
    pub key: String,
    /// How long a window is; windows begin at multiples of their length.
    pub window: Millis,
}

/// All of storage.
pub trait Store:
    TeamStore
    + SupplierStore
    + CampaignStore
    + RequestStore
    + MailStore
    + DeclaredStore
    + JobStore
    + LogStore
    + SmelterStore
    + BlankStore
    + Files
    + ReportStore
    + PictureStore
    + NoteStore
    + CallStore
    + QueryTemplateStore
    + SecretStore
    + RetentionStore
    + ViewStore
    + MaintenanceStore
{
}
impl<T> Store for T where
    T: TeamStore
        + SupplierStore
        + CampaignStore
        + RequestStore
        + MailStore
        + DeclaredStore
        + JobStore
        + LogStore
        + SmelterStore
        + BlankStore
        + Files
        + ReportStore
        + PictureStore
        + NoteStore
        + CallStore
        + QueryTemplateStore
        + SecretStore
        + RetentionStore
        + ViewStore
        + MaintenanceStore
{
}

/// Tells the time.
pub trait Clock: Send + Sync {
    fn now(&self) -> Instant;
}

/// Draws randomness.
pub trait Random: Send + Sync {
    /// Fills the slice with bytes nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}
