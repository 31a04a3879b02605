use super::run;
use crate::sql::query_template;
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{QueryTemplateStore, StoreResult};
use service::records::*;

#[async_trait]
impl QueryTemplateStore for SqlStore {
    async fn query_templates(&self) -> StoreResult<Vec<QueryTemplate>> {
        run!(self.read [] tx => query_template::all(tx))
    }

    async fn put_query_template(
        &self,
        template: QueryTemplate,
        seen: Option<Instant>,
        most: u32,
        log: LogDraft,
    ) -> StoreResult<()> {
        run!(self.write [template = template, seen = seen, most = most, log = log] tx =>
            query_template::put(tx, template, *seen, *most, log))
    }

    async fn remove_query_template(&self, id: &str, log: LogDraft) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), log = log] tx => query_template::remove(tx, id, log))
    }
}
