use super::Stored;
use crate::records::*;
use async_trait::async_trait;

/// Requests, drafts, submissions, queries.
#[async_trait]
pub trait RequestStore: Send + Sync {
    async fn request(&self, id: &RequestId) -> Stored<Option<Request>>;
    /// A page of requests.
    async fn requests(&self, filter: &RequestFilter) -> Stored<Page<RequestRow>>;
    /// How many a filter finds, whatever page is asked for.
    async fn requests_found(&self, filter: &RequestFilter) -> Stored<u64>;
    /// How many requests stand where, of one campaign or of all; overdue is counted for `today`.
    async fn counts(&self, campaign: Option<&CampaignId>, today: &str) -> Stored<Counts>;
    /// What needs the team besides declarations, with at most `names` names each.
    async fn problems(&self, campaign: &CampaignId, names: u32) -> Stored<Problems>;
    /// Stores a unit of work; [`super::StoreError::Conflict`] if the request (or the draft) moved on since it was read.
    async fn commit(&self, commit: RequestCommit) -> Stored<Request>;
    /// The link with this hash, whatever its state.
    async fn link_by_hash(&self, hash: &str) -> Stored<Option<Link>>;
    /// The links of a request, newest first.
    async fn links(&self, request: &RequestId) -> Stored<Vec<Link>>;
    async fn draft(&self, request: &RequestId) -> Stored<StoredDraft>;
    /// Saves entries: each path on its own, so that edits of different paths merge. What would make the draft larger
    /// than a draft may be is refused ([`Saved::refused`]), path by path. Moves an opened request on to
    /// started (with a log entry); [`super::StoreError::NotWritable`] when the request takes no answers.
    async fn save_draft(&self, save: SaveDraft) -> Stored<Saved>;
    /// All submissions of a request, oldest first.
    async fn submissions(&self, request: &RequestId) -> Stored<Vec<Submission>>;
    async fn submission(&self, request: &RequestId, number: i64) -> Stored<Option<Submission>>;
    /// Other requests of the campaign whose last submission names the very same smelters ([`Judged::smelters`]): the
    /// supplier's name and that submission, at most 20, by name.
    async fn same_smelters(
        &self,
        campaign: &CampaignId,
        smelters: &str,
        except: &RequestId,
    ) -> Stored<Vec<(String, Submission)>>;
    /// All queries of a request, oldest first.
    async fn queries(&self, request: &RequestId) -> Stored<Vec<Query>>;
    /// Requests of a campaign whose last submission was judged by something else than this: the request, the
    /// submission's number, and what it was judged by (empty where nobody knows).
    async fn outdated_judgements(
        &self,
        campaign: &CampaignId,
        by: &str,
        limit: u32,
    ) -> Stored<Vec<(RequestId, i64, String)>>;
    /// Stores what a submission is judged by now; false where the request has moved on or somebody was faster. The
    /// request's version stays: nobody who looks at it is disturbed.
    async fn put_judgement(&self, judged: JudgedAnew) -> Stored<bool>;
    /// All later judgements of a request's submissions, oldest first.
    async fn judgements(&self, request: &RequestId) -> Stored<Vec<Judgement>>;
    /// What a cause touched ([`Judgement::cause`]): how many submissions, and the first of them by name.
    async fn touched_by(&self, cause: &str, limit: u32) -> Stored<(u64, Vec<TouchedRequest>)>;
    /// Requests whose next reminder is due, longest due first.
    async fn reminders_due(&self, now: Millis, limit: u32) -> Stored<Vec<Request>>;
    /// Requests with a reminder ahead, soonest first: who gets what next.
    async fn reminders_ahead(&self, campaign: Option<&CampaignId>, limit: u32) -> Stored<Vec<RequestRow>>;
}
