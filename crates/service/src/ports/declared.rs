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
    /// All smelters that somebody reported, with a name or without.
    async fn reported_smelters(&self) -> StoreResult<Vec<ReportedSmelter>>;
    /// Who named which smelters in the last submission of a request, requests in the states `except` left out (at least
    /// one); behind this smelter and request, in that order.
    async fn named_by(
        &self,
        behind: &(Id, RequestId),
        except: &[RequestState],
        limit: u32,
    ) -> StoreResult<Vec<NamedBy>>;
    /// What stands for all requests, and changes whenever one of them changes.
    async fn requests_stamp(&self) -> StoreResult<String>;
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
