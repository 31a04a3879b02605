use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// Views of lists under a name.
#[async_trait]
pub trait ViewStore: Send + Sync {
    /// A member's own views and the team's, of every list, by name.
    async fn views(&self, of: &MemberId) -> StoreResult<Vec<SavedView>>;
    /// Adds one. [`super::StoreError::Conflict`] where there are as many as `most` for this owner already.
    async fn add_view(&self, view: SavedView, most: u32, log: LogDraft) -> StoreResult<()>;
    /// Gives the view with this owner another name; [`super::StoreError::NotFound`] where there is none.
    async fn rename_view(
        &self,
        id: &str,
        owner: Option<&MemberId>,
        name: &str,
        log: LogDraft,
    ) -> StoreResult<()>;
    /// Removes the view with this owner; [`super::StoreError::NotFound`] where there is none.
    async fn remove_view(&self, id: &str, owner: Option<&MemberId>, log: LogDraft) -> StoreResult<()>;
}
