use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// The log of acts, and the seal around what is kept.
#[async_trait]
pub trait LogStore: Send + Sync {
    /// Writes an act that belongs to no other unit of work.
    async fn log(&self, entry: LogDraft) -> StoreResult<()>;
    /// Where the log ends.
    async fn log_head(&self) -> StoreResult<LogHead>;
    /// Where the seal ends: the number of its last record and its code; nothing before the first.
    async fn seal_head(&self) -> StoreResult<Option<(i64, String)>>;
    /// Seals what is written from now on with this key ([`crate::secrets::seal_key`]); what was never sealed, or was
    /// sealed with another, is sealed now, and then this says true. Only for a secret that is known to be the
    /// database's own.
    async fn seal_with(&self, key: [u8; 32]) -> StoreResult<bool>;
    /// Log entries behind `seq`, oldest first.
    async fn log_after(&self, seq: i64, limit: u32) -> StoreResult<Vec<LogEntry>>;
    /// Log entries that fit, newest first; of a part of the survey, what was done to its requests, suppliers and campaigns.
    async fn log_found(&self, scope: &Scope, filter: &LogFilter) -> StoreResult<Vec<LogEntry>>;
    /// What the objects of log entries are called, those that still are: object and name.
    async fn object_names(&self, objects: Vec<String>) -> StoreResult<Vec<(String, String)>>;
    /// Log entries about one object, newest first.
    async fn log_of(&self, object: &str, limit: u32) -> StoreResult<Vec<LogEntry>>;
}
