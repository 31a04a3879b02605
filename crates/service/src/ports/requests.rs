use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// Requests, drafts, submissions, queries.
#[async_trait]
pub trait RequestStore: Send + Sync {
    async fn request(&self, scope: &Scope, id: &RequestId) -> StoreResult<Option<Request>>;
    /// A page of requests.
    async fn requests(&self, scope: &Scope, filter: &RequestFilter) -> StoreResult<Page<RequestRow>>;
    /// Those of these requests that are in the scope, in the order in which they are named.
    async fn these_requests(&self, scope: &Scope, ids: Vec<RequestId>) -> StoreResult<Vec<RequestRow>>;
    /// How many a filter finds, whatever page is asked for.
    async fn requests_found(&self, scope: &Scope, filter: &RequestFilter) -> StoreResult<u64>;
    /// How many requests stand where, of one campaign or of all; overdue is counted for `today`.
    async fn counts(&self, scope: &Scope, campaign: Option<&CampaignId>, today: Day) -> StoreResult<Counts>;
    /// What needs the team besides declarations, with at most `names` names each.
    async fn problems(&self, scope: &Scope, campaign: &CampaignId, names: u32) -> StoreResult<Problems>;
    /// Stores a unit of work; [`super::StoreError::Conflict`] if the request (or the draft) moved on since it was read.
    async fn commit(&self, commit: RequestCommit) -> StoreResult<Request>;
    /// The link with this hash, whatever its state.
    async fn link_by_hash(&self, hash: &str) -> StoreResult<Option<Link>>;
    /// The links of a request, newest first.
    async fn links(&self, request: &RequestId) -> StoreResult<Vec<Link>>;
    async fn draft(&self, request: &RequestId) -> StoreResult<StoredDraft>;
    /// Saves entries: each path on its own, so that edits of different paths merge. What would make the draft larger
    /// than a draft may be is refused ([`Saved::refused`]), path by path. Moves an opened request on to
    /// started (with a log entry); [`super::StoreError::NotWritable`] when the request takes no answers.
    async fn save_draft(&self, save: SaveDraft) -> StoreResult<Saved>;
    /// Begins to fill in what a supplier told; the member's earlier entries at the request end.
    async fn begin_entry(&self, entry: TeamEntry, log: LogDraft) -> StoreResult<()>;
    /// What a member has begun to fill in since then, where it has not ended.
    async fn open_entry(
        &self,
        request: &RequestId,
        member: &MemberId,
        since: Instant,
    ) -> StoreResult<Option<TeamEntry>>;
    /// Those of a request, oldest first, also those that have ended.
    async fn team_entries(&self, request: &RequestId) -> StoreResult<Vec<TeamEntry>>;
    /// Ends one; nothing where it has ended.
    async fn end_entry(&self, id: &str, log: LogDraft) -> StoreResult<()>;
    /// All submissions of a request, oldest first.
    async fn submissions(&self, request: &RequestId) -> StoreResult<Vec<Submission>>;
    async fn submission(&self, request: &RequestId, number: i64) -> StoreResult<Option<Submission>>;
    /// Other requests of the campaign whose last submission names the very same smelters ([`ReviewResult::smelters`]): the
    /// supplier's name and that submission, at most 20, by name.
    async fn same_smelters(
        &self,
        scope: &Scope,
        campaign: &CampaignId,
        smelters: &str,
        except: &RequestId,
    ) -> StoreResult<Vec<(String, Submission)>>;
    /// All queries of a request, oldest first.
    async fn queries(&self, request: &RequestId) -> StoreResult<Vec<Query>>;
    /// Requests of a campaign, behind this one, whose last submission was checked by something else than this: the
    /// request, the submission's number, and what it was checked by (empty where nobody knows).
    async fn outdated_reviews(
        &self,
        campaign: &CampaignId,
        by: &str,
        behind: &RequestId,
        limit: u32,
    ) -> StoreResult<Vec<(RequestId, i64, String)>>;
    /// How many there are.
    async fn outdated_reviews_found(&self, campaign: &CampaignId, by: &str) -> StoreResult<u64>;
    /// Stores what a submission is checked by now; false where the request has moved on or somebody was faster. The
    /// request's version stays: nobody who looks at it is disturbed.
    async fn put_recheck(&self, checked: RecheckCommit) -> StoreResult<bool>;
    /// All later checks of a request's submissions, oldest first.
    async fn rechecks(&self, request: &RequestId) -> StoreResult<Vec<Recheck>>;
    /// What a cause affected ([`Recheck::cause`]): how many submissions, and the first of them by name.
    async fn affected_by(&self, cause: &str, limit: u32) -> StoreResult<(u64, Vec<AffectedRequest>)>;
    /// Requests whose next reminder is due, longest due first.
    async fn reminders_due(&self, now: Instant, limit: u32) -> StoreResult<Vec<Request>>;
    /// Requests with a reminder ahead, soonest first: who gets what next.
    async fn reminders_ahead(
        &self,
        scope: &Scope,
        campaign: Option<&CampaignId>,
        limit: u32,
    ) -> StoreResult<Vec<RequestRow>>;
}
