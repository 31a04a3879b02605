use super::run;
use crate::sql::note;
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{NoteStore, StoreResult};
use service::records::*;

#[async_trait]
impl NoteStore for SqlStore {
    async fn notes(&self, supplier: &SupplierId) -> StoreResult<Vec<NoteVersion>> {
        run!(self.read [supplier = supplier.clone()] tx => note::of_supplier(tx, supplier))
    }

    async fn note(&self, id: &str) -> StoreResult<Option<NoteVersion>> {
        run!(self.read [id = id.to_owned()] tx => note::last(tx, id))
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

    async fn mentions(&self, member: &MemberId, limit: u32) -> StoreResult<Vec<Mention>> {
        run!(self.read [member = member.clone(), limit = limit] tx => note::mentions(tx, member, *limit))
    }

    async fn mention_seen(&self, note: &str, member: &MemberId, at: Millis) -> StoreResult<()> {
        run!(self.write [note = note.to_owned(), member = member.clone(), at = at] tx =>
            note::seen(tx, note, member, *at))
    }
}
