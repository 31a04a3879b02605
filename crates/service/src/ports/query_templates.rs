use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// Texts that queries begin with.
#[async_trait]
pub trait QueryTemplateStore: Send + Sync {
    /// All of them, by name.
    async fn query_templates(&self) -> StoreResult<Vec<QueryTemplate>>;
    /// Adds one, or changes the one that was saved at this moment; [`super::StoreError::Conflict`] where it was saved since,
    /// is gone, or is one more than `most`.
    async fn put_query_template(
        &self,
        template: QueryTemplate,
        seen: Option<Instant>,
        most: u32,
        log: LogDraft,
    ) -> StoreResult<()>;
    /// Removes one; [`super::StoreError::NotFound`] where there is none.
    async fn remove_query_template(&self, id: &str, log: LogDraft) -> StoreResult<()>;
}
