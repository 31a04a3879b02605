use super::run;
use crate::sql::{commit, draft, link, list, query, recheck, request, submission, team_entry};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{RequestStore, StoreResult};
use service::records::*;

#[async_trait]
impl RequestStore for SqlStore {
    async fn request(&self, scope: &Scope, id: &RequestId) -> StoreResult<Option<Request>> {
        run!(self.read [scope = scope.clone(), id = id.to_owned()] tx => request::get_in(tx, scope, id))
    }

    async fn requests(&self, scope: &Scope, filter: &RequestFilter) -> StoreResult<Page<RequestRow>> {
        run!(self.read [scope = scope.clone(), filter = filter.clone()] tx => list::page(tx, scope, filter))
    }

    async fn these_requests(&self, scope: &Scope, ids: Vec<RequestId>) -> StoreResult<Vec<RequestRow>> {
        run!(self.read [scope = scope.clone(), ids = ids] tx => list::these(tx, scope, ids))
    }

    async fn requests_found(&self, scope: &Scope, filter: &RequestFilter) -> StoreResult<u64> {
        run!(self.read [scope = scope.clone(), filter = filter.clone()] tx => list::found(tx, scope, filter))
    }

    async fn counts(&self, scope: &Scope, campaign: Option<&CampaignId>, today: Day) -> StoreResult<Counts> {
        run!(self.read [scope = scope.clone(), campaign = campaign.cloned(), today = today] tx =>
            list::counts(tx, scope, campaign.as_deref(), *today))
    }

    async fn problems(&self, scope: &Scope, campaign: &CampaignId, names: u32) -> StoreResult<Problems> {
        run!(self.read [scope = scope.clone(), campaign = campaign.to_owned(), names = names] tx =>
            list::problems(tx, scope, campaign, *names))
    }

    async fn commit(&self, unit: RequestCommit) -> StoreResult<Request> {
        run!(self.write [unit = unit] tx => commit::store(tx, unit))
    }

    async fn link_by_hash(&self, hash: &str) -> StoreResult<Option<Link>> {
        run!(self.read [hash = hash.to_owned()] tx => link::by_hash(tx, hash))
    }

    async fn links(&self, id: &RequestId) -> StoreResult<Vec<Link>> {
        run!(self.read [id = id.to_owned()] tx => link::of_request(tx, id))
    }

    async fn draft(&self, id: &RequestId) -> StoreResult<StoredDraft> {
        run!(self.read [id = id.to_owned()] tx => draft::get(tx, id))
    }

    async fn save_draft(&self, save: SaveDraft) -> StoreResult<Saved> {
        run!(self.write [save = save] tx => draft::save(tx, save))
    }

    async fn begin_entry(&self, entry: TeamEntry, log: LogDraft) -> StoreResult<()> {
        run!(self.write [entry = entry, log = log] tx => team_entry::begin(tx, entry, log))
    }

    async fn open_entry(
        &self,
        request: &RequestId,
        member: &MemberId,
        since: Instant,
    ) -> StoreResult<Option<TeamEntry>> {
        run!(self.read [request = request.clone(), member = member.clone(), since = since] tx =>
            team_entry::open(tx, request, member, *since))
    }

    async fn team_entries(&self, request: &RequestId) -> StoreResult<Vec<TeamEntry>> {
        run!(self.read [id = request.clone()] tx => team_entry::of_request(tx, id))
    }

    async fn end_entry(&self, id: &str, log: LogDraft) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), log = log] tx => team_entry::end(tx, id, log))
    }

    async fn submissions(&self, id: &RequestId) -> StoreResult<Vec<Submission>> {
        run!(self.read [id = id.to_owned()] tx => submission::of_request(tx, id))
    }

    async fn submission(&self, id: &RequestId, number: i64) -> StoreResult<Option<Submission>> {
        run!(self.read [id = id.to_owned(), number = number] tx => submission::get(tx, id, *number))
    }

    async fn outdated_reviews(
        &self,
        campaign: &CampaignId,
        by: &str,
        behind: &RequestId,
        limit: u32,
    ) -> StoreResult<Vec<(RequestId, i64, String)>> {
        run!(self.read [campaign = campaign.to_owned(), by = by.to_owned(), behind = behind.to_owned(), limit = limit]
            tx => recheck::outdated(tx, campaign, by, behind, *limit))
    }

    async fn outdated_reviews_found(&self, campaign: &CampaignId, by: &str) -> StoreResult<u64> {
        run!(self.read [campaign = campaign.to_owned(), by = by.to_owned()]
            tx => recheck::outdated_found(tx, campaign, by))
    }

    async fn put_recheck(&self, recheck: RecheckCommit) -> StoreResult<bool> {
        run!(self.write [recheck = recheck] tx => recheck::put(tx, recheck))
    }

    async fn rechecks(&self, request: &RequestId) -> StoreResult<Vec<Recheck>> {
        run!(self.read [id = request.to_owned()] tx => recheck::of_request(tx, id))
    }

    async fn affected_by(&self, cause: &str, limit: u32) -> StoreResult<(u64, Vec<AffectedRequest>)> {
        run!(self.read [cause = cause.to_owned(), limit = limit] tx => recheck::affected(tx, cause, *limit))
    }

    async fn same_smelters(
        &self,
        scope: &Scope,
        campaign: &CampaignId,
        smelters: &str,
        except: &RequestId,
    ) -> StoreResult<Vec<(String, Submission)>> {
        run!(self.read [scope = scope.clone(), campaign = campaign.to_owned(), smelters = smelters.to_owned(),
            except = except.to_owned()] tx => submission::same_smelters(tx, scope, campaign, smelters, except))
    }

    async fn queries(&self, id: &RequestId) -> StoreResult<Vec<Query>> {
        run!(self.read [id = id.to_owned()] tx => query::of_request(tx, id))
    }

    async fn reminders_due(&self, now: Instant, limit: u32) -> StoreResult<Vec<Request>> {
        run!(self.read [now = now, limit = limit] tx => request::reminders_due(tx, *now, *limit))
    }

    async fn reminders_ahead(
        &self,
        scope: &Scope,
        campaign: Option<&CampaignId>,
        limit: u32,
    ) -> StoreResult<Vec<RequestRow>> {
        run!(self.read [scope = scope.clone(), campaign = campaign.cloned(), limit = limit] tx =>
            list::reminders_ahead(tx, scope, campaign.as_deref(), *limit))
    }
}
