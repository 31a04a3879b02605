use super::Stored;
use crate::records::*;
use async_trait::async_trait;

/// The log of acts, and the seal around what is kept.
#[async_trait]
pub trait LogStore: Send + Sync {
    /// Writes an act that belongs to no other unit of work.
    async fn log(&self, entry: LogDraft) -> Stored<()>;
    /// Where the log ends.
    async fn log_head(&self) -> Stored<LogHead>;
    /// Where the seal ends: the number of its last record and its code; nothing before the first.
    async fn seal_head(&self) -> Stored<Option<(i64, String)>>;
    /// Seals what is written from now on with this key ([`crate::secrets::seal_key`]); what was never sealed, or was
    /// sealed with another, is sealed now, and then this says true. Only for a secret that is known to be the
    /// database's own.
    async fn seal_with(&self, key: [u8; 32]) -> Stored<bool>;
    /// Log entries behind `seq`, oldest first.
    async fn log_after(&self, seq: i64, limit: u32) -> Stored<Vec<LogEntry>>;
    /// Log entries that fit, newest first.
    async fn log_found(&self, filter: &LogFilter) -> Stored<Vec<LogEntry>>;
    /// What the objects of log entries are called, those that still are: object and name.
    async fn object_names(&self, objects: Vec<String>) -> Stored<Vec<(String, String)>>;
    /// Log entries about one object, newest first.
    async fn log_of(&self, object: &str, limit: u32) -> Stored<Vec<LogEntry>>;
}
