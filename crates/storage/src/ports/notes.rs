use super::run;
use crate::sql::note;
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{NoteStore, StoreResult};
use service::records::*;

#[async_trait]
impl NoteStore for SqlStore {
    async fn notes(&self, scope: &Scope, supplier: &SupplierId) -> StoreResult<Vec<NoteVersion>> {
        run!(self.read [scope = scope.clone(), supplier = supplier.clone()] tx =>
            note::of_supplier(tx, scope, supplier))
    }

    async fn note(&self, scope: &Scope, id: &str) -> StoreResult<Option<NoteVersion>> {
        run!(self.read [scope = scope.clone(), id = id.to_owned()] tx => note::last(tx, scope, id))
    }

    async fn put_note(
        &self,
        note: NoteVersion,
        mentioned: Vec<MemberId>,
        mails: Vec<NewMail>,
        log: LogDraft,
    ) -> StoreResult<()> {
        run!(self.write [note = note, mentioned = mentioned, mails = mails, log = log] tx =>
            note::put(tx, note, mentioned, mails, log))
    }

    async fn mentions(&self, scope: &Scope, member: &MemberId, limit: u32) -> StoreResult<Vec<Mention>> {
        run!(self.read [scope = scope.clone(), member = member.clone(), limit = limit] tx =>
            note::mentions(tx, scope, member, *limit))
    }

    async fn mention_seen(&self, note: &str, member: &MemberId, at: Instant) -> StoreResult<()> {
        run!(self.write [note = note.to_owned(), member = member.clone(), at = at] tx =>
            note::seen(tx, note, member, *at))
    }
}
