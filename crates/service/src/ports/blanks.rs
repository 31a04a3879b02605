use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// Official blank templates.
#[async_trait]
pub trait BlankStore: Send + Sync {
    /// Keeps an official blank template; a conflict where the same file is there already.
    async fn put_blank(&self, blank: StoredBlank, log: LogDraft) -> StoreResult<()>;
    /// The templates that are kept, without their files.
    async fn blanks(&self) -> StoreResult<Vec<BlankHead>>;
    /// The template of a version that was uploaded last.
    async fn blank_of(&self, version: &str) -> StoreResult<Option<StoredBlank>>;
    /// Drops a template; a conflict where there is none.
    async fn remove_blank(&self, id: &str, log: LogDraft) -> StoreResult<()>;
}
