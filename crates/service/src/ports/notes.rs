use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// What the team notes for itself.
#[async_trait]
pub trait NoteStore: Send + Sync {
    /// All versions of the notes about a supplier and those of its requests that are in scope, oldest first.
    async fn notes(&self, scope: &Scope, supplier: &SupplierId) -> StoreResult<Vec<NoteVersion>>;
    /// The last version of a note, where what it is about is in scope.
    async fn note(&self, scope: &Scope, id: &str) -> StoreResult<Option<NoteVersion>>;
    /// Adds a version of a note, and names these members in it who were not before; a mail each goes with it.
    /// [`super::StoreError::Conflict`] where that version is there already.
    async fn put_note(
        &self,
        note: NoteVersion,
        mentioned: Vec<MemberId>,
        mails: Vec<NewMail>,
        log: LogDraft,
    ) -> StoreResult<()>;
    /// Notes in scope that name a member who has not seen that yet, the youngest first.
    async fn mentions(&self, scope: &Scope, member: &MemberId, limit: u32) -> StoreResult<Vec<Mention>>;
    /// The member has seen it.
    async fn mention_seen(&self, note: &str, member: &MemberId, at: Instant) -> StoreResult<()>;
}
