use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;
use domain::workflow::RequestState;

/// What submissions say, as rows that follow from their documents.
#[async_trait]
pub trait DeclaredStore: Send + Sync {
    /// Submissions behind this request and number, in that order; only those whose rows were not made in this way
    /// ([`Declared::shape`]), where one is given.
    async fn submissions_behind(
        &self,
        behind: &(RequestId, i64),
        not_made_by: Option<i64>,
        limit: u32,
    ) -> StoreResult<Vec<Submission>>;
    /// Puts these rows in the place of those that their submissions had.
    async fn put_declared(&self, declared: Vec<Declared>) -> StoreResult<()>;
    /// The rows of a submission; none where they were not made.
    async fn declared(&self, request: &RequestId, number: i64) -> StoreResult<Option<Declared>>;
    /// The smelters with a name that somebody reported, each as it was written.
    async fn reported_names(&self) -> StoreResult<Vec<ReportedSmelter>>;
    /// By which lists and decisions reported smelters were placed last; blank where they never were.
    async fn smelters_placed_by(&self) -> StoreResult<String>;
    async fn smelters_are_placed_by(&self, stamp: &str) -> StoreResult<()>;
    /// Reported smelters behind this one, with a name or without; with `unplaced`, only those that were never placed.
    async fn reported_behind(
        &self,
        behind: &str,
        unplaced: bool,
        limit: u32,
    ) -> StoreResult<Vec<ReportedSmelter>>;
    /// How many smelters were reported, each as it was written.
    async fn reported_size(&self) -> StoreResult<u64>;
    /// Places these. With `counting`, who names those whose place changed is counted with it, else it is noted for
    /// [`Self::count_smelters`].
    async fn place_smelters(&self, all: Vec<Placed>, counting: bool) -> StoreResult<()>;
    /// Notes that every request with a submission is to be counted.
    async fn recount_smelters(&self) -> StoreResult<()>;
    /// Counts some of the requests that were noted at the smelters that their last submissions name, and at no others. The
    /// answer: how many were counted, and how many are left.
    async fn count_smelters(&self, limit: u32) -> StoreResult<(u64, u64)>;
    /// A page of the smelters that somebody names.
    async fn smelter_entries(&self, filter: &EntryFilter) -> StoreResult<Page<SmelterEntry>>;
    /// How many a list of them finds.
    async fn smelter_entries_found(&self, filter: &EntryFilter) -> StoreResult<u64>;
    /// What there is to filter them by.
    async fn smelter_entry_choices(&self) -> StoreResult<EntryChoices>;
    /// Those of these numbers that somebody names.
    async fn smelter_entries_of(&self, cids: Vec<String>) -> StoreResult<Vec<SmelterEntry>>;
    /// What was written of these, each with the smelter's identifier.
    async fn reported_of(&self, entries: Vec<Id>) -> StoreResult<Vec<(Id, ReportedSmelter)>>;
    /// The requests whose last submissions name some of these, as they were counted last; by supplier and campaign.
    async fn requests_naming(&self, entries: Vec<Id>) -> StoreResult<Vec<NamingRequest>>;
    /// The rows with a smelter in the last submissions of these requests; by request.
    async fn rows_of_requests(&self, requests: Vec<RequestId>) -> StoreResult<Vec<ReportedRow>>;
    /// The rows in which these smelters were named last, requests in the states `except` left out (at least one); by
    /// supplier and campaign.
    async fn reported_rows(
        &self,
        reported: Vec<Id>,
        except: Vec<RequestState>,
        limit: u32,
    ) -> StoreResult<Vec<ReportedRow>>;
    /// Who reported these smelters in the last submission of a request of an open campaign, requests in the states
    /// `except` left out (at least one); by the suppliers' names.
    async fn reporters(&self, reported: Vec<Id>, except: Vec<RequestState>) -> StoreResult<Vec<Reporter>>;
}
