use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;
use domain::{Finding, Report};

/// Snapshots, the texts of reports on them, and what was published.
#[async_trait]
pub trait ReportStore: Send + Sync {
    /// The last version of the company's own data that is whole, and all behind it, in their order.
    async fn own_data(&self) -> StoreResult<Vec<OwnDataVersion>>;
    /// Adds the next version of the company's own data: [`super::StoreError::Conflict`] if somebody else has added it.
    async fn put_own_data(&self, data: OwnDataVersion, log: LogDraft) -> StoreResult<()>;
    /// Adds a snapshot: [`super::StoreError::Conflict`] where there is one of this identifier.
    async fn put_snapshot(&self, snapshot: StoredSnapshot, log: LogDraft) -> StoreResult<()>;
    /// All snapshots without their content, the youngest first.
    async fn snapshots(&self) -> StoreResult<Vec<SnapshotHead>>;
    async fn snapshot(&self, id: &str) -> StoreResult<Option<StoredSnapshot>>;
    /// The submissions of a campaign without what they say, by request and number.
    async fn arrivals(&self, campaign: &str) -> StoreResult<Vec<SubmissionHead>>;
    /// What these submissions (request and number) say, in no order; none for what is gone. All of it is in memory at
    /// once: ask for few.
    async fn documents(&self, of: Vec<(RequestId, i64)>) -> StoreResult<Vec<SubmissionText>>;
    /// What the rules said of these submissions when they came, likewise.
    async fn reports_of(&self, of: Vec<(RequestId, i64)>) -> StoreResult<Vec<(RequestId, Report)>>;
    /// What the rules of the form and of the review found in these submissions, as they had been checked last at a moment;
    /// likewise.
    async fn findings_of(
        &self,
        of: Vec<(RequestId, i64)>,
        at: Instant,
    ) -> StoreResult<Vec<(RequestId, Vec<Finding>)>>;
    /// Acts on these objects before a moment, oldest first.
    async fn acts_on(&self, objects: Vec<String>, before: Instant) -> StoreResult<Vec<LogDraft>>;
    /// Adds the next version of a report's texts: [`super::StoreError::Conflict`] if somebody else has added it.
    async fn put_report_text(&self, text: ReportText, log: LogDraft) -> StoreResult<()>;
    /// The last version.
    async fn report_text(&self, snapshot: &str, kind: &str) -> StoreResult<Option<ReportText>>;
    /// All versions, the last first.
    async fn report_texts(&self, snapshot: &str, kind: &str) -> StoreResult<Vec<ReportText>>;
    /// Keeps that a declaration of the company left.
    async fn put_declaration_sent(&self, sent: StoredSent, log: LogDraft) -> StoreResult<()>;
    /// The declarations that left, without their content, the last first.
    async fn declarations_sent(&self) -> StoreResult<Vec<SentHead>>;
    async fn declaration_sent(&self, id: &str) -> StoreResult<Option<StoredSent>>;
    /// Keeps what was published.
    async fn put_publication(&self, publication: Publication, log: LogDraft) -> StoreResult<()>;
    /// What was published of a snapshot, without the files, the youngest first.
    async fn publications(&self, snapshot: &str) -> StoreResult<Vec<PublicationHead>>;
    async fn publication(&self, id: &str) -> StoreResult<Option<Publication>>;
}
