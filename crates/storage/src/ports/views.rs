use super::run;
use crate::sql::view;
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{StoreResult, ViewStore};
use service::records::*;

#[async_trait]
impl ViewStore for SqlStore {
    async fn views(&self, of: &MemberId) -> StoreResult<Vec<SavedView>> {
        run!(self.read [of = of.clone()] tx => view::seen_by(tx, of))
    }

    async fn add_view(&self, view: SavedView, most: u32, log: LogDraft) -> StoreResult<()> {
        run!(self.write [view = view, most = most, log = log] tx => view::add(tx, view, *most, log))
    }

    async fn rename_view(
        &self,
        id: &str,
        owner: Option<&MemberId>,
        name: &str,
        log: LogDraft,
    ) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), owner = owner.cloned(), name = name.to_owned(), log = log] tx =>
            view::rename(tx, id, owner, name, log))
    }

    async fn remove_view(&self, id: &str, owner: Option<&MemberId>, log: LogDraft) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), owner = owner.cloned(), log = log] tx =>
            view::remove(tx, id, owner, log))
    }
}
