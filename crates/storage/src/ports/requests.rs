use super::run;
use crate::sql::{commit, draft, judgement, link, list, query, request, submission};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{RequestStore, Stored};
use service::records::*;

#[async_trait]
impl RequestStore for SqlStore {
    async fn request(&self, id: &RequestId) -> Stored<Option<Request>> {
        run!(self.read [id = id.to_owned()] tx => request::get(tx, id))
    }

    async fn requests(&self, filter: &RequestFilter) -> Stored<Page<RequestRow>> {
        run!(self.read [filter = filter.clone()] tx => list::page(tx, filter))
    }

    async fn requests_found(&self, filter: &RequestFilter) -> Stored<u64> {
        run!(self.read [filter = filter.clone()] tx => list::found(tx, filter))
    }

    async fn counts(&self, campaign: Option<&CampaignId>, today: &str) -> Stored<Counts> {
        run!(self.read [campaign = campaign.cloned(), today = today.to_owned()] tx =>
            list::counts(tx, campaign.as_deref(), today))
    }

    async fn problems(&self, campaign: &CampaignId, names: u32) -> Stored<Problems> {
        run!(self.read [campaign = campaign.to_owned(), names = names] tx =>
            list::problems(tx, campaign, *names))
    }

    async fn commit(&self, unit: RequestCommit) -> Stored<Request> {
        run!(self.write [unit = unit] tx => commit::store(tx, unit))
    }

    async fn link_by_hash(&self, hash: &str) -> Stored<Option<Link>> {
        run!(self.read [hash = hash.to_owned()] tx => link::by_hash(tx, hash))
    }

    async fn links(&self, id: &RequestId) -> Stored<Vec<Link>> {
        run!(self.read [id = id.to_owned()] tx => link::of_request(tx, id))
    }

    async fn draft(&self, id: &RequestId) -> Stored<StoredDraft> {
        run!(self.read [id = id.to_owned()] tx => draft::get(tx, id))
    }

    async fn save_draft(&self, save: SaveDraft) -> Stored<Saved> {
        run!(self.write [save = save] tx => draft::save(tx, save))
    }

    async fn submissions(&self, id: &RequestId) -> Stored<Vec<Submission>> {
        run!(self.read [id = id.to_owned()] tx => submission::of_request(tx, id))
    }

    async fn submission(&self, id: &RequestId, number: i64) -> Stored<Option<Submission>> {
        run!(self.read [id = id.to_owned(), number = number] tx => submission::get(tx, id, *number))
    }

    async fn outdated_judgements(
        &self,
        campaign: &CampaignId,
        by: &str,
        limit: u32,
    ) -> Stored<Vec<(RequestId, i64, String)>> {
        run!(self.read [campaign = campaign.to_owned(), by = by.to_owned(), limit = limit]
            tx => judgement::outdated(tx, campaign, by, *limit))
    }

    async fn put_judgement(&self, judged: JudgedAnew) -> Stored<bool> {
        run!(self.write [judged = judged] tx => judgement::put(tx, judged))
    }

    async fn judgements(&self, request: &RequestId) -> Stored<Vec<Judgement>> {
        run!(self.read [id = request.to_owned()] tx => judgement::of_request(tx, id))
    }

    async fn touched_by(&self, cause: &str, limit: u32) -> Stored<(u64, Vec<TouchedRequest>)> {
        run!(self.read [cause = cause.to_owned(), limit = limit] tx => judgement::touched(tx, cause, *limit))
    }

    async fn same_smelters(
        &self,
        campaign: &CampaignId,
        smelters: &str,
        except: &RequestId,
    ) -> Stored<Vec<(String, Submission)>> {
        run!(self.read [campaign = campaign.to_owned(), smelters = smelters.to_owned(), except = except.to_owned()]
            tx => submission::same_smelters(tx, campaign, smelters, except))
    }

    async fn queries(&self, id: &RequestId) -> Stored<Vec<Query>> {
        run!(self.read [id = id.to_owned()] tx => query::of_request(tx, id))
    }

    async fn reminders_due(&self, now: Millis, limit: u32) -> Stored<Vec<Request>> {
        run!(self.read [now = now, limit = limit] tx => request::reminders_due(tx, *now, *limit))
    }

    async fn reminders_ahead(&self, campaign: Option<&CampaignId>, limit: u32) -> Stored<Vec<RequestRow>> {
        run!(self.read [campaign = campaign.cloned(), limit = limit] tx =>
            list::reminders_ahead(tx, campaign.as_deref(), *limit))
    }
}
